import { html } from 'hono/html'
import { ERROR_STATUS, type ErrorCode } from '#flows/api.ts'
import type { ApiDocument, JsonSchema } from './api-document.ts'
import type { ApiOperation } from './api-operation.ts'
import { operations } from './api-operations.ts'
import { type FieldRow, fieldRows, typeName } from './describe-schema.ts'
import { fieldNotes } from './field-notes.ts'

/** What comes out of `html`: text that is escaped already. */
type Markup = ReturnType<typeof html>

/** The page at `/v1/docs`. Needs `/v1/docs.css` and no script. */
export function renderDocs(document: ApiDocument): string {
  const base = document.servers[0]?.url ?? ''
  const { schemas } = document.components
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${document.info.title}</title>
<link rel="stylesheet" href="docs.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
  <p class="brand"><span class="mark" aria-hidden="true"></span>Parley <span>Public API</span></p>
  <p class="tools"><code>v${document.info.version}</code> <a href="openapi.json">openapi.json</a></p>
</header>
<div class="frame">
<nav aria-label="On this page">
  <p>Calls</p>
  <ul>${operations.map(one => html`<li><a href="#${one.id}"><span class="verb ${one.method}">${one.method}</span>${one.title}</a></li>`)}</ul>
  <p>Reference</p>
  <ul>
    <li><a href="#errors">Errors</a></li>
    ${Object.keys(schemas).map(name => html`<li><a href="#schema-${name}">${name}</a></li>`)}
  </ul>
</nav>
<main id="content">
  <h1>Between your page and Parley</h1>
  <p class="lead">${document.info.description}</p>
  ${renderGround(base)}
  ${operations.map(operation => renderOperation(operation, base, schemas))}
  ${renderErrors()}
  <section class="schemas"><h2>Schemas</h2>${Object.entries(schemas).map(([name, schema]) => renderSchema(name, schema))}</section>
</main>
</div>
</body>
</html>`
  return String(page)
}

function renderGround(base: string): Markup {
  return html`<dl class="ground">
  <div><dt>Base address</dt><dd><code>${base}</code></dd></div>
  <div><dt>Who may call</dt><dd>Pages of the origins listed for the site. Every other origin is refused with <code>origin_refused</code>.</dd></div>
  <div><dt>Bodies</dt><dd>JSON in UTF-8, 256 KiB at most, as <code>application/json</code> or <code>text/plain</code>. Fields that are not listed are refused.</dd></div>
  <div><dt>A 2xx</dt><dd>means stored durably. Anything else means that nothing of the request was kept.</dd></div>
</dl>`
}

function renderOperation(operation: ApiOperation, base: string, schemas: ApiDocument['components']['schemas']): Markup {
  const { id, method, path, title, text, parameters = {}, request, answers, errors, takesToken, scope } = operation
  const params = Object.entries(parameters)
  const schema = request ? schemas[request] : undefined
  return html`<section class="call" id="${id}">
  <h2><a href="#${id}">${title}</a></h2>
  <p class="address"><span class="verb ${method}">${method}</span><code>/v1${path}</code></p>
  <p>${text}</p>
  ${takesToken ? html`<p class="hint">Needs the session’s token: <code>Authorization: Bearer …</code>, or <code>token</code> in the body.</p>` : ''}
  ${scope ? html`<p class="hint">Needs an API key with the scope <code>${scope}</code>: <code>Authorization: Bearer parley_…</code>. Keep it on your server.</p>` : ''}
  ${params.length > 0 ? html`<h3>In the address</h3><dl class="params">${params.map(([name, about]) => html`<div><dt><code>${name}</code></dt><dd>${about}</dd></div>`)}</dl>` : ''}
  ${schema ? html`<h3>Body</h3>${renderFields(fieldRows(schema), scope ? {} : fieldNotes)}` : ''}
  <details><summary>Example</summary><pre tabindex="0"><code>${exampleCall(operation, base)}</code></pre></details>
  <h3>Answers</h3>
  <ul class="answers">
    ${answers.map(answer => html`<li><span class="status good">${answer.status}</span> ${answer.text} ${answer.schema ? schemaLink(answer.schema) : ''}</li>`)}
    ${byStatus(errors).map(([status, codes]) => html`<li><span class="status bad">${status}</span> ${codes.map(code => html`<a class="code" href="#errors"><code>${code}</code></a> `)}</li>`)}
  </ul>
</section>`
}

function renderErrors(): Markup {
  const rows = byStatus(operations.flatMap(operation => operation.errors))
  return html`<section id="errors">
  <h2><a href="#errors">Errors</a></h2>
  <p>Every error is <code>application/problem+json</code> (RFC 9457). Decide by <code>code</code>: it stays, while titles may change. <code>requestId</code> names the request in the server’s log.</p>
  <div class="table" tabindex="0"><table><thead><tr><th>Status</th><th>Codes</th></tr></thead>
  <tbody>${rows.map(([status, codes]) => html`<tr><td><span class="status bad">${status}</span></td><td>${codes.map(code => html`<code>${code}</code> `)}</td></tr>`)}</tbody></table></div>
</section>`
}

function renderSchema(name: string, schema: JsonSchema): Markup {
  const rows = fieldRows(schema)
  return html`<details class="schema" id="schema-${name}"><summary>${name}</summary>
  ${rows.length > 0 ? renderFields(rows) : ''}
  <pre tabindex="0"><code>${JSON.stringify(schema, null, 2)}</code></pre></details>`
}

function renderFields(rows: readonly FieldRow[], notes: Readonly<Record<string, string>> = {}): Markup {
  return html`<div class="table" tabindex="0"><table><thead><tr><th>Field</th><th>Type</th><th>About</th></tr></thead>
  <tbody>${rows.map(
    row => html`<tr>
      <td><code>${row.name}</code>${row.required ? '' : html` <span class="optional">optional</span>`}</td>
      <td>${row.ref ? schemaLink(row.ref, typeName(row.schema)) : typeName(row.schema)}</td>
      <td>${aboutOf(row, notes)}</td>
    </tr>`,
  )}</tbody></table></div>`
}

/** A note says what a pattern or a length would leave to guess. */
function aboutOf({ name, about }: FieldRow, notes: Readonly<Record<string, string>>): string {
  return notes[name] ?? about
}

function schemaLink(name: string, text: string = name): Markup {
  return html`<a href="#schema-${name}">${text}</a>`
}

function exampleCall({ method, path, example, takesToken, scope }: ApiOperation, base: string) {
  const lines = [
    `curl ${base}${path}`,
    ...(takesToken ? [`  -H 'Authorization: Bearer TOKEN'`] : []),
    ...(scope ? [`  -H 'Authorization: Bearer parley_KEY'`] : []),
    ...(method === 'post'
      ? [`  -H 'Content-Type: application/json'`, `  -d '${JSON.stringify(example, null, 2)}'`]
      : []),
  ]
  return lines.join(' \\\n')
}

function byStatus(errors: readonly ErrorCode[]): [number, ErrorCode[]][] {
  return [...Map.groupBy(new Set(errors), code => ERROR_STATUS[code])].sort(([a], [b]) => a - b)
}
