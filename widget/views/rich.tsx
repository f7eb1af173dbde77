import type { ComponentChild } from 'preact'
import type { Facts } from '#flows/condition.ts'
import { fill } from '#flows/locale.ts'
import { type Block, type Inline, isRichText, parseRichText, splitHeading } from '#flows/rich-text.ts'

/** One line of markup as nodes of the page: values are filled in last, so that what a visitor typed is text. */
export function richLine(parts: readonly Inline[], values: Facts): ComponentChild[] {
  return parts.map(part => {
    if (typeof part === 'string') return fill(part, values)
    const inner = richLine(part.parts, values)
    if (part.kind !== 'link') return part.kind === 'bold' ? <strong>{inner}</strong> : <em>{inner}</em>
    return (
      <a href={part.url} target="_blank" rel="noopener">
        {inner}
      </a>
    )
  })
}

/** The lines of a paragraph. */
export function richLines(lines: Block['lines'], values: Facts): ComponentChild[] {
  return lines.flatMap((line, index) => [index > 0 && <br />, ...richLine(line, values)])
}

/** A text with markup as blocks. */
export function Rich({ text, values }: { readonly text: string; readonly values: Facts }) {
  return <Blocks blocks={parseRichText(text)} values={values} />
}

export function Blocks({ blocks, values }: { readonly blocks: readonly Block[]; readonly values: Facts }) {
  return (
    <>
      {blocks.map(block => {
        if (block.kind === 'paragraph') return <p>{richLines(block.lines, values)}</p>
        const List = block.kind === 'list' ? 'ul' : 'ol'
        return (
          <List>
            {block.lines.map(line => (
              <li>{richLine(line, values)}</li>
            ))}
          </List>
        )
      })}
    </>
  )
}

/** What a heading's text holds besides its first paragraph. */
export function AfterHeading({ text, values }: { readonly text: string; readonly values: Facts }) {
  const rest = isRichText(text) ? splitHeading(text).rest : []
  return rest.length > 0 ? (
    <div class="rich">
      <Blocks blocks={rest} values={values} />
    </div>
  ) : null
}
