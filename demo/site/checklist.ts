/** The cycle-count checklist: one source for the article, the printable page and the text file. */
export type ChecklistPart = { readonly title: string; readonly items: readonly string[] }

export const checklist: readonly ChecklistPart[] = [
  {
    title: 'Before the round',
    items: [
      'Sort locations by value moved in the last quarter, not by value on hand.',
      'Cut a round to what one person counts in 20 minutes, on one walk.',
      'Put every location with a difference in the last 30 days on today’s list.',
      'Check that put-aways and picks since the last posting are in the system.',
      'Set the tolerance for each class before anybody counts.',
    ],
  },
  {
    title: 'During the round',
    items: [
      'Scan the location first, then the item. Never count from memory of the aisle.',
      'Hide the book figure. A number that is seen is a number that is found.',
      'Write down the second of the count, not just the day.',
      'Count opened cartons by piece, sealed ones by label, and note which.',
      'Leave what you cannot reach uncounted and say so. An estimate is not a count.',
    ],
  },
  {
    title: 'When it does not agree',
    items: [
      'Net off what moved between the book figure and the second of the count.',
      'Have another person count it, blind again, the same day.',
      'Look left, right, above and below: most missing stock is one location away.',
      'Give the difference a reason from a short list before you post it.',
      'Above your limit, have somebody approve who did not count.',
    ],
  },
  {
    title: 'Every Friday',
    items: [
      'Read the reasons, not the sum. Two errors that cancel are still two errors.',
      'Take the commonest reason and change one thing about it.',
      'Look for locations that nobody has counted for a year.',
    ],
  },
]

/** The checklist as plain text, lines of at most 80 characters. */
export function checklistText(): string {
  const parts = checklist.map(part =>
    [part.title.toUpperCase(), '', ...part.items.map(item => wrapItem(item))].join('\n'),
  )
  return ['CYCLE-COUNT CHECKLIST', 'Tallybarn, tallybarn.example', '', parts.join('\n\n'), ''].join('\n')
}

function wrapItem(item: string): string {
  const lines = ['']
  for (const word of item.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (`${last} ${word}`.length > 74) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return `[ ] ${lines.join('\n    ')}`
}
