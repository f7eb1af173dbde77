import type { Facts } from '#flows/condition.ts'
import type { SayStep } from '#flows/flow.ts'
import { Picture } from './picture.tsx'
import { Rich } from './rich.tsx'

export interface SaidProps {
  readonly says: readonly SayStep[]
  readonly values: Facts
}

/** What a form says before its questions, each with its picture. */
export function Said({ says, values }: SaidProps) {
  return (
    <>
      {says.map(({ id, image, text }) => (
        <div key={id} class="intro rich">
          <Picture image={image} />
          <Rich text={text} values={values} />
        </div>
      ))}
    </>
  )
}
