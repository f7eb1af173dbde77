import css from '../../styles/rare.css?inline'
import { lookOf } from '../look-of.ts'
import { DateBox } from './date-box.tsx'
import { ListBox } from './list-box.tsx'
import { NameBoxes } from './name-boxes.tsx'
import { PhoneBox } from './phone-box.tsx'
import type { RareProps } from './rare-props.ts'
import { Rating } from './rating.tsx'
import { Slider } from './slider.tsx'
import { Stepper } from './stepper.tsx'

export { wordsIn } from './rare-words.ts'

/** The control that a field looks like. */
export function Rare({ field, ...rest }: RareProps) {
  const look = lookOf(field)
  if (field.kind === 'date') return <DateBox field={field} {...rest} />
  if (field.kind === 'rating') return <Rating field={field} {...rest} />
  if (field.kind === 'name') return <NameBoxes field={field} {...rest} />
  if (field.kind === 'phone') return <PhoneBox field={field} {...rest} />
  if (field.kind === 'number' || field.kind === 'size' || field.kind === 'money') {
    if (look === 'slider') return <Slider field={field} {...rest} />
    if (look === 'stepper') return <Stepper field={field} {...rest} />
  }
  return 'options' in field ? <ListBox field={field} {...rest} /> : null
}

const sheets = new WeakMap<Node, CSSStyleSheet>()

/** Puts the styles of these controls into a shadow root, once. */
export function adopt(root: Node): void {
  if (!(root instanceof ShadowRoot) || sheets.has(root)) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  sheets.set(root, sheet)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}
