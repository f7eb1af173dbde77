import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { tell } from './toast.tsx'

/** How long the button says that it worked. */
const SAID_MS = 2_000

/** Puts a text into the clipboard. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => tell('The browser did not allow copying. Select the text and copy it yourself.'),
    )
  return (
    <button type="button" class="button" data-size="small" onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span aria-live="polite">{copied ? 'Copied' : `Copy ${what}`}</span>
    </button>
  )
}
