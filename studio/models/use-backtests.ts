import { useEffect } from 'preact/hooks'
import type { Backtest, BacktestRequest, BacktestView } from '#server/http/api-type.ts'
import { get, post } from '../api.ts'
import { fail } from '../ui/toast.tsx'
import { useLoad } from '../ui/use-load.ts'

const LOOK_AGAIN_MS = 700

/** The backtests of a flow, and the one that is open: followed while it runs, also after coming back to the page. */
export function useBacktests(flow: string, open: string | undefined) {
  const list = useLoad(`backtests ${flow}`, () => get<readonly Backtest[]>(`/flows/${flow}/backtests`))
  const id = open ?? list.data?.[0]?.id
  const view = useLoad<BacktestView | null>(`backtest ${flow} ${id ?? ''}`, async () =>
    id === undefined ? null : await get<BacktestView>(`/flows/${flow}/backtests/${id}`),
  )
  const { data, reload } = view
  useEffect(() => {
    if (data?.status !== 'running') return
    const timer = setTimeout(reload, LOOK_AGAIN_MS)
    return () => clearTimeout(timer)
  }, [data, reload])

  return {
    list,
    view,
    /** Begins one; gives its id, or null when it was refused (and told). */
    async run(request: BacktestRequest): Promise<string | null> {
      try {
        const begun = await post<Backtest>(`/flows/${flow}/backtests`, request)
        list.reload()
        return begun.id
      } catch (error) {
        fail(error)
        return null
      }
    },
    async cancel(): Promise<void> {
      if (!data) return
      try {
        view.replace(await post<BacktestView>(`/flows/${flow}/backtests/${data.id}/cancel`))
        list.reload()
      } catch (error) {
        fail(error)
      }
    },
  }
}
