import type { ComponentType } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Field, Step } from '#flows/flow.ts'
import type { Talk } from '../talk.ts'
import { lookOf } from './look-of.ts'
import type { RareProps } from './rare/rare-props.ts'

export interface RareControlProps {
  /** Of the input that a label names; parts of a control have ids that begin so. */
  readonly id: string
  readonly field: Field
  readonly value: Answer | undefined
  readonly invalid: boolean
  /** Id of what asks the question, where that is no label of the input. */
  readonly labelledby?: string | undefined
  readonly describedby?: string | undefined
  /** `raw`: what was typed, where the answer stands for something wider. */
  change(value: Answer, raw?: string): void
  /** Given in a chat: where one press can answer, it does, and a list stands open. */
  readonly give?: ((value: Answer) => void) | undefined
}

/** A control that few flows have, from a module of its own; a plain box where that cannot be had: what is typed there counts. */
export function RareControl(props: RareControlProps) {
  const [control, setControl] = useState<Loaded>()
  const [failed, setFailed] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  // Before the first paint where the module is there already: nothing jumps.
  useLayoutEffect(() => {
    const show = ({ Rare, wordsIn, adopt }: Rares) => {
      const here = root.current
      if (!here) return
      adopt(here.getRootNode())
      const locale = here.closest<HTMLElement>('[lang]')?.lang || 'en'
      setControl({ Rare, locale, words: wordsIn(locale) })
    }
    if (loaded) show(loaded)
    else loadRare().then(show, () => setFailed(true))
  }, [])
  const { id, value, invalid, labelledby, describedby, change } = props
  return (
    <div ref={root} class="rare">
      {control && <control.Rare {...props} locale={control.locale} words={control.words} />}
      {failed && (
        <input
          id={id}
          class="box"
          aria-invalid={invalid}
          aria-labelledby={labelledby}
          aria-describedby={describedby}
          autocomplete="off"
          value={value === undefined ? '' : String(value)}
          onInput={event => change(event.currentTarget.value)}
        />
      )}
    </div>
  )
}

type Loaded = { readonly Rare: ComponentType<RareProps> } & Pick<RareProps, 'locale' | 'words'>
type Rares = typeof import('./rare/rare.tsx')

let loaded: Rares | undefined
let loading: Promise<Rares> | undefined

/** Once; again after a failure, when the next question needs it. */
async function loadRare(): Promise<Rares> {
  loading ??= import('./rare/rare.tsx')
  try {
    loaded = await loading
    return loaded
  } catch (error) {
    loading = undefined
    throw error
  }
}

/** Fetches the rare controls where the flow has one. Resolves at once, unless the first thing to see needs one. Never fails. */
export async function expectRare({ player, played }: Talk, isForm: boolean): Promise<void> {
  const fieldOf = (step: Step) => (step.kind === 'ask' ? player.flow.fields[step.field] : undefined)
  const rare = player.flow.steps.filter(step => {
    const field = fieldOf(step)
    return field !== undefined && lookOf(field) !== undefined
  })
  if (rare.length === 0) return
  // On its way before anybody can type: a number without its country's code rings nowhere.
  const plan = rare.some(step => fieldOf(step)?.kind === 'phone') && import('#flows/phone-plan.ts')
  const coming = Promise.all([loadRare(), plan]).catch(() => {})
  if (isForm || rare.some(({ id }) => id === played.position.id)) await coming
}
