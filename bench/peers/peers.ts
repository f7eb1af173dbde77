/** A peer's package as its users put it on a page. Files are paths inside `node_modules`. */
export interface Peer {
  readonly name: string
  /** Package -> version. */
  readonly packages: Readonly<Record<string, string>>
  /** What a page loads before anybody acts. */
  readonly before: readonly string[]
  /** What comes on top when it is opened, as far as it is in the package: what a peer's server sends is not. */
  readonly open: readonly string[]
}

/** Those whose browser code can be had from npm; versions as of 2026-11. */
export const peers: readonly Peer[] = [
  {
    name: 'typebot',
    packages: { '@typebot.io/js': '0.10.7' },
    before: ['@typebot.io/js/dist/web.js'],
    open: [],
  },
  {
    name: 'posthog',
    packages: { 'posthog-js': '1.449.2' },
    before: ['posthog-js/dist/array.js'],
    open: ['posthog-js/dist/surveys.js'],
  },
  {
    name: 'surveyjs',
    packages: { 'survey-core': '2.5.38', 'survey-js-ui': '2.5.38' },
    before: [],
    open: [
      'survey-core/survey.core.min.js',
      'survey-js-ui/survey-js-ui.min.js',
      'survey-core/survey-core.fontless.min.css',
    ],
  },
  {
    name: 'typeform',
    packages: { '@typeform/embed': '6.1.1' },
    before: ['@typeform/embed/build/embed.js'],
    open: [],
  },
]
