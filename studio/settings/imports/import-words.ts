import type { ImportKind } from '#server/http/api-type.ts'

interface KindWords {
  readonly id: ImportKind
  readonly label: string
  readonly about: string
  /** A file that works as it is. */
  readonly example: string
  readonly one: string
  readonly many: string
}

export const KINDS: readonly KindWords[] = [
  {
    id: 'leads',
    label: 'Leads',
    about: 'People you already know, with their company and answers.',
    example: 'email,name,company,employees,industry\nida@nordvik.example,Ida Falk,Nordvik,120,Cold storage',
    one: 'lead',
    many: 'leads',
  },
  {
    id: 'events',
    label: 'Events',
    about: 'What people did: mail, webinars, product, calls.',
    example: 'email,event,date,subject\nida@nordvik.example,E-mail opened,2026-03-01 09:30,Counting cold stores',
    one: 'event',
    many: 'events',
  },
  {
    id: 'outcomes',
    label: 'Outcomes',
    about: 'What came of leads: won, lost, with amounts.',
    example: 'email,outcome,date,amount,currency\nida@nordvik.example,won,2026-03-01,12500,EUR',
    one: 'outcome',
    many: 'outcomes',
  },
  {
    id: 'accounts',
    label: 'Priority accounts',
    about: 'Companies that sales wants to hear of at once.',
    example: 'domain,company\nnordvik.example,Nordvik\n*.bank.example,Banks',
    one: 'company',
    many: 'companies',
  },
]

export function kindWords(kind: ImportKind): KindWords {
  return KINDS.find(({ id }) => id === kind) ?? (KINDS[0] as KindWords) // there is one of every kind
}

const number = new Intl.NumberFormat('en-GB')

/** `9,106`. */
export function grouped(count: number): string {
  return number.format(count)
}

export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}
