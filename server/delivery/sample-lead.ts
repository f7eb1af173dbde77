/** The `data` of a test: a made-up lead in the very shape of a real one. */
export function sampleLead({ publicUrl, now }: { readonly publicUrl: string; readonly now: number }): unknown {
  return {
    lead: {
      id: '00000000-0000-7000-8000-000000000000',
      name: 'Ada Sample',
      email: 'ada@sample.example',
      company: 'Sample & Sons',
      title: 'Head of operations',
      companyDetails: { domain: 'sample.example', industry: 'manufacturing', staff: 240, country: 'GB' },
      campaign: null,
      stage: 'mql',
      temperature: 'hot',
      score: { total: 72, fit: 60, engagement: 12 },
      reasons: [
        { points: 15, reason: 'Company size: 50–500' },
        { points: 15, reason: 'Role: Owner or C-level' },
        { points: 5, reason: 'Saw the pricing page' },
      ],
      owner: null,
      partial: false,
      questions: [{ text: 'Does it work offline?', reply: null, askedAt: new Date(now).toISOString() }],
      answers: [{ field: 'timeline', question: 'When do you want to start?', answer: 'This month' }],
      source: 'direct',
      url: publicUrl,
      createdAt: now,
    },
  }
}
