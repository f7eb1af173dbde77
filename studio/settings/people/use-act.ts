import { useState } from 'preact/hooks'
import { tell } from '../../ui/toast.tsx'

type Act = (doing: () => Promise<void>) => Promise<void>

/** What a row does, one thing at a time: a failure is told in words, and the list is loaded again either way. */
export function useAct({
  explain,
  onChanged,
}: {
  readonly explain: (error: unknown) => string
  readonly onChanged: () => void
}): { readonly busy: boolean; readonly act: Act } {
  const [busy, setBusy] = useState(false)
  const act: Act = async doing => {
    setBusy(true)
    try {
      await doing()
    } catch (error) {
      tell(explain(error))
    } finally {
      setBusy(false)
      onChanged()
    }
  }
  return { busy, act }
}
