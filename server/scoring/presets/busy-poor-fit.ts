/** Researchers read a lot and buy nothing: a flag for people of sales, by the scale of the preset. It takes no points. */
export function busyPoorFit({ fit, engagement }: { readonly fit: number; readonly engagement: number }) {
  return {
    id: 'busy_poor_fit',
    when: {
      all: [
        { fact: 'score.fit', lt: fit },
        { fact: 'score.engagement', gte: engagement },
      ],
    },
    reason: 'Very busy, but a poor fit: somebody who looks into the subject, perhaps',
  } as const
}
