import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

export interface Loaded<T> {
  /** Undefined until the first answer; the last good one while a newer is on its way. */
  readonly data: T | undefined
  readonly error: unknown
  readonly reload: () => void
  /** Puts what a write answered in place of what was loaded. */
  readonly replace: (data: T) => void
}

/** Loads when `key` changes and on `reload`. A slower answer to an older question is dropped. */
export function useLoad<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ readonly key: string; readonly data?: T; readonly error?: unknown }>({ key })
  const asked = useRef(0)
  const reload = useCallback(() => {
    asked.current += 1
    const mine = asked.current
    load().then(
      data => mine === asked.current && setState({ key, data }),
      (error: unknown) => mine === asked.current && setState(before => ({ ...before, error: error ?? true })),
    )
  }, [key])
  useEffect(reload, [reload])
  const replace = useCallback(
    (data: T) => {
      asked.current += 1
      setState({ key, data })
    },
    [key],
  )
  const fresh = state.key === key
  return { data: fresh ? state.data : undefined, error: fresh ? state.error : undefined, reload, replace }
}
