import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Field } from '#flows/flow.ts'
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

/** A control that few flows have, from a module of its own. Until that is there, and where it cannot be had, a plain box. */
export function RareControl(props: RareControlProps) {
  const [control, setControl] = useState<Loaded>()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    loadRare()
      .then(({ Rare, wordsIn, adopt }) => {
        const here = root.current
        if (!here) return
        adopt(here.getRootNode())
        const locale = here.closest<HTMLElement>('[lang]')?.lang || 'en'
        setControl({ Rare, locale, words: wordsIn(locale) })
      })
      .catch(() => {}) // the plain box stays, and what is typed there counts
  }, [])
  const { id, value, invalid, labelledby, describedby, change } = props
  return (
    <div ref={root} class="rare">
      {control ? (
        <control.Rare {...props} locale={control.locale} words={control.words} />
      ) : (
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

let loading: Promise<Rares> | undefined

/** Once; again after a failure, when the next question needs it. */
function loadRare(): Promise<Rares> {
  loading ??= import('./rare/rare.tsx').catch(error => {
    loading = undefined
    throw error
  })
  return loading
}
