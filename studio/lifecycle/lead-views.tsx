import { Rooms } from '../ui/rooms.tsx'

const VIEWS = [
  { href: '/studio/leads', label: 'List' },
  { href: '/studio/leads/board', label: 'Board' },
  { href: '/studio/leads/accounts', label: 'Accounts' },
]

/** The ways to look at leads. */
export function LeadViews({ here }: { readonly here: string }) {
  return <Rooms label="Views" rooms={VIEWS} here={here} />
}
