import type { Option } from '#flows/flow.ts'

/** Options that hold every word typed, those that begin with them first; all of them where nothing is typed. Marks and case do not count. */
export function search<O extends Option>(options: readonly O[], typed: string): readonly O[] {
  const words = plain(typed).split(' ').filter(Boolean)
  if (words.length === 0) return options
  const ranked = options.flatMap(option => {
    const label = ` ${plain(option.label)}`
    if (!words.every(word => label.includes(word))) return []
    const begins = label.startsWith(` ${words[0]}`) ? 0 : words.every(word => label.includes(` ${word}`)) ? 1 : 2
    return [{ option, begins }]
  })
  return ranked.sort((a, b) => a.begins - b.begins).map(({ option }) => option)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim()
}
