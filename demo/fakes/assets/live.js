// Keeps #live as fresh as the server has it: asks every second, draws again only when something changed, and leaves
// open what was open and the focus where it was.
const live = document.getElementById('live')
let etag = ''

document.addEventListener('click', async event => {
  const button = event.target instanceof Element ? event.target.closest('button[data-mode]') : null
  if (!button) return
  await fetch('/behaviour', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ mode: button.dataset.mode }),
  }).catch(() => undefined)
  await refresh()
})

async function refresh() {
  const response = await fetch(live.dataset.live, { headers: { 'If-None-Match': etag } }).catch(() => undefined)
  if (response?.status !== 200) return
  const next = response.headers.get('etag') ?? ''
  if (next === etag) return
  const markup = await response.text()
  const open = new Set([...live.querySelectorAll('details[open]')].map(details => details.dataset.key))
  const focused = document.activeElement?.closest('[data-key]')?.dataset.key
  live.innerHTML = markup
  etag = next
  for (const kept of live.querySelectorAll('[data-key]')) {
    if (open.has(kept.dataset.key)) kept.open = true
    if (kept.dataset.key === focused) (kept.querySelector('summary') ?? kept).focus({ preventScroll: true })
  }
}

async function keepFresh() {
  await refresh()
  setTimeout(keepFresh, 1000)
}

keepFresh()
