/** Line icons on an 18 px grid, drawn for the studio. Decorative: the words beside them carry the meaning. */
const PATHS = {
  leads: 'M3 13.500h12M3 9h12M3 4.500h7',
  flows:
    'M4.500 3v4.500A2.500 2.500 0 0 0 7 10h4a2.500 2.500 0 0 1 2.500 2.500V15M2.500 5 4.500 3l2 2M11.500 13l2 2 2-2',
  experiments: 'M7 2.500h4M8 2.500v5L3.800 14a1 1 0 0 0 .9 1.500h8.600a1 1 0 0 0 .9-1.500L10 7.500v-5M6 11.500h6',
  scoring: 'M3.200 14a7 7 0 1 1 11.600 0M9 11.500l3.200-3.700M8 11.500a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
  nurture: 'M9 15.500V9M9 10.500C9 7 6.500 5.500 3 5.500c0 3.500 2.500 5 6 5M9 8c0-3 2-5 6-5 0 3-2 5-6 5',
  reports: 'M3 15.500h12M5 12.500v-4M9 12.500v-9M13 12.500v-6',
  settings:
    'M2.500 5.500h7M13 5.500h2.500M2.500 12.500H5M8.500 12.500h7M9.500 5.500a1.750 1.750 0 1 0 3.500 0 1.750 1.750 0 1 0-3.500 0M5 12.500a1.750 1.750 0 1 0 3.500 0 1.750 1.750 0 1 0-3.500 0',
  'sign-out': 'M7 3H4a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3M11.500 12.500 15 9l-3.500-3.500M15 9H7',
  search: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3M11.600 11.600 15.500 15.500',
  close: 'm4.500 4.500 9 9M13.500 4.500l-9 9',
  up: 'M9 14V4M5 8l4-4 4 4',
  down: 'M9 4v10M5 10l4 4 4-4',
  plus: 'M9 3.500v11M3.500 9h11',
  trash: 'M3 5h12M7 5V3h4v2M4.500 5l.7 10h7.600l.7-10M7.500 8v4.500M10.500 8v4.500',
  download: 'M9 3v8M5.500 8 9 11.500 12.500 8M3 15h12',
  check: 'm3.500 9.500 3.500 3.500 7.500-8',
  warn: 'M9 3 2 15h14L9 3M9 7.500v3.500M9 13v.100',
  copy: 'M6.500 6.500h8v8h-8zM11.500 6.500v-3h-8v8h3',
  external: 'M7 4H4v10h10v-3M10 3h5v5M15 3 8.500 9.500',
  redo: 'M12 4l3 3-3 3M15 7H8a4.500 4.500 0 0 0 0 9h3',
  more: 'M4 9h.01M9 9h.01M14 9h.01',
  choose: 'm5.500 7 3.500-3.500L12.500 7M5.500 11 9 14.500 12.500 11',
  undo: 'M6 4 3 7l3 3M3 7h7a4.500 4.500 0 0 1 0 9H7',
} as const

export type IconName = keyof typeof PATHS | 'mark'

export function Icon({ name }: { readonly name: IconName }) {
  if (name === 'mark') return <Mark />
  return (
    <svg
      class="icon"
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

function Mark() {
  return (
    <svg class="icon" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path
        d="M9 10.5A2.5 2.5 0 0 1 11.500 8h9A4.500 4.500 0 0 1 25 12.500v2A4.500 4.500 0 0 1 20.500 19H14l-5 5z"
        fill="var(--accent-ink)"
      />
      <circle cx="14" cy="13.6" r="1.5" fill="var(--accent)" />
      <circle cx="19.5" cy="13.6" r="1.5" fill="var(--hot)" />
    </svg>
  )
}
