import type { ComponentChildren } from 'preact'
import { Icon } from '../ui/icon.tsx'
import { ProblemLine } from '../ui/problem-line.tsx'
import { useSubmit } from '../ui/use-submit.ts'

interface DoorProps {
  readonly title: string
  readonly words?: ComponentChildren
  /** What the button says. */
  readonly act: string
  /** Leads in, or rejects. */
  readonly enter: () => Promise<void>
  readonly explain: (error: unknown) => string
  /** The fields. */
  readonly children: ComponentChildren
}

/** A form that stands before the studio: it stays shut until `enter` succeeds, and says why it did not. */
export function Door({ title, words, act, enter, explain, children }: DoorProps) {
  const { busy, problem, submit } = useSubmit(enter, explain)
  return (
    <DoorFrame title={title} words={words}>
      <form onSubmit={submit}>
        {children}
        <ProblemLine problem={problem} />
        <button type="submit" class="button" data-look="main" disabled={busy}>
          {act}
        </button>
      </form>
    </DoorFrame>
  )
}

interface DoorFrameProps {
  readonly title: string
  readonly words?: ComponentChildren
  readonly children?: ComponentChildren
}

/** The panel alone, for a door that has nothing to fill in. */
export function DoorFrame({ title, words, children }: DoorFrameProps) {
  return (
    <main class="door">
      <div class="panel">
        <span class="brand">
          <Icon name="mark" />
          Parley
        </span>
        {words ? (
          <div>
            <h1>{title}</h1>
            <p class="quiet">{words}</p>
          </div>
        ) : (
          <h1>{title}</h1>
        )}
        {children}
      </div>
    </main>
  )
}
