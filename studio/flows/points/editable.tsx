import type { ComponentChildren } from 'preact'
import { useModel } from '../editor/editor-context.ts'

/** Fields that only those may change who edit flows; everybody may read them, and open what is closed around them. */
export function Editable({ children }: { readonly children: ComponentChildren }) {
  const { readOnly } = useModel()
  return (
    <fieldset class="plain" disabled={readOnly}>
      {children}
    </fieldset>
  )
}
