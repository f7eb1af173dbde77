import type { NurtureOptions } from '#server/http/api-type.ts'

/** What a mail may name, to copy from. */
export function VariableList({ options: { variables, fields } }: { readonly options: NurtureOptions }) {
  const answers = Object.entries(fields).filter(([, { kind }]) => kind !== 'consent' && kind !== 'email')
  return (
    <details class="variables">
      <summary>What it may name</summary>
      <p class="quiet">
        After a bar stand the words for when it is not known: <code>{'{{contact.first_name|there}}'}</code>. Without
        them the mail is not sent to that person.
      </p>
      <dl>
        {Object.entries(variables).map(([name, says]) => (
          <div key={name}>
            <dt>
              <code>{`{{${name}}}`}</code>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
        {answers.map(([id]) => (
          <div key={id}>
            <dt>
              <code>{`{{answer.${id}}}`}</code>
            </dt>
            <dd>Their answer to “{id.replaceAll('_', ' ')}”</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
