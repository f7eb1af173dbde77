import type { SourceRules } from '#server/leads/source-rules.ts'

/**
 * How much Tallybarn's sources matter: who reads the trade's journal has a warehouse; who was advertised to looks around;
 * readers of the newsletter and of posts are marketing's until they are an MQL.
 */
export const tallybarnSources: SourceRules = {
  rules: [
    { source: '*journal.example', priority: 1, owner: 'sales' },
    { source: 'google', medium: 'cpc', priority: 2, owner: 'sales' },
    { source: 'newsletter', priority: 4, owner: 'marketing' },
    { source: 'linkedin', medium: 'social', priority: 4, owner: 'marketing' },
  ],
  others: { priority: 3, owner: 'sales' },
}
