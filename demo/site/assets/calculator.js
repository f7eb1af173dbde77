// Recalculates while you type. Without it the form still works: it asks the server for the same page with your figures.
const form = document.querySelector('form[data-result]')
const result = document.getElementById('result')
let latest = 0

form?.addEventListener('input', recalculate)
form?.addEventListener('submit', event => {
  event.preventDefault()
  if (form.reportValidity()) recalculate()
})

async function recalculate() {
  if (!form.checkValidity()) return
  const turn = ++latest
  const query = new URLSearchParams(new FormData(form))
  const response = await fetch(`${form.dataset.result}?${query}`).catch(() => undefined)
  // A slower answer to an earlier figure must not replace a newer one.
  if (!response?.ok || turn !== latest) return
  result.innerHTML = await response.text()
  history.replaceState(null, '', `?${query}`)
}

// Parley opens over the page where it is there; without it the link leads to the same questions on a page of their own.
document.addEventListener('click', event => {
  if (event.target.closest('a[data-talk]') && customElements.get('parley-form')) event.preventDefault()
})
