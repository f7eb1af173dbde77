import type { Flow } from '#flows/flow.ts'

/** A short flow with every way on: jumps, a `to`, a decision, a test, a translation and a promise. */
export const sampleFlow: Flow = {
  format: 1,
  id: 'sample',
  name: 'Sample',
  locale: 'en',
  launcher: { label: 'Ask us', teaser: 'Questions?' },
  notice: { text: 'We use your answers to advise you.', url: 'https://acme.example/privacy' },
  fields: {
    role: {
      kind: 'role',
      options: [
        { id: 'head', label: 'Head', level: 'head' },
        { id: 'student', label: 'Student', level: 'student' },
      ],
    },
    size: {
      kind: 'size',
      options: [
        { id: 's1', label: '1–10', min: 1, max: 10 },
        { id: 's1_more', label: '11 or more', min: 11 },
      ],
    },
    email: { kind: 'email', business: 'prefer' },
  },
  steps: [
    { id: 'hello', kind: 'say', text: 'Hello.' },
    {
      id: 'q_role',
      kind: 'ask',
      field: 'role',
      text: 'Your role?',
      next: [
        { when: { fact: 'role', is: 'student' }, to: 'end_guide' },
        { when: { fact: 'role', is: 'head' }, to: 'q_email' },
      ],
    },
    { id: 'q_size', kind: 'ask', field: 'size', text: 'How many people?', to: 'q_email' },
    { id: 'q_email', kind: 'ask', field: 'email', text: 'Your e-mail?' },
    {
      id: 'route',
      kind: 'decide',
      outcomes: { sales: 'book', nurture: 'end_nurture', guide: 'end_guide' },
      fallback: 'end_nurture',
    },
    { id: 'book', kind: 'book', text: 'Pick a time.', to: 'end_nurture' },
    { id: 'end_nurture', kind: 'end', outcome: 'nurture', text: 'Thank you.' },
    { id: 'end_guide', kind: 'end', outcome: 'guide', text: 'Here is the guide.' },
  ],
  experiments: [
    {
      id: 'opener',
      version: 1,
      status: 'running',
      variants: [
        { id: 'a', weight: 5000, patch: {} },
        { id: 'b', weight: 5000, patch: { 'hello.text': 'Hi there.' } },
      ],
    },
  ],
  translations: {
    de: { 'hello.text': { text: 'Hallo.', source: '00' }, 'fields.size.s1': { text: '1–10', source: '00' } },
  },
  promises: [{ name: 'A student never sees the calendar', facts: { role: 'student' }, never: 'book' }],
}
