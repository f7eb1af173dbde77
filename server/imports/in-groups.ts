/** Groups that are worked on at once: few, so that visitors' writes do not wait for many rows. */
export const ABREAST = 8

/**
 * Does `work` for all, those of one group one after another in their order, a few groups at once. When one fails nothing
 * new is begun, and it rejects once nothing is under way any more.
 */
export async function inGroups<One>(
  all: readonly One[],
  groupOf: (one: One) => string,
  work: (one: One) => Promise<void>,
): Promise<void> {
  const groups = Map.groupBy(all, groupOf).values()
  let failed = false
  // Each takes the next group when it is done with one: a long group keeps no others waiting.
  const worker = async () => {
    for (const group of groups) {
      for (const one of group) {
        if (failed) return
        await work(one).catch(error => {
          failed = true
          throw error
        })
      }
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: ABREAST }, worker))
  const broken = settled.find(one => one.status === 'rejected')
  if (broken) throw broken.reason
}
