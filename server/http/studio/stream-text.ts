import type { Deps } from '../../deps.ts'

/** A body that asks for the next piece only when the last one is on its way. */
export function streamText(pieces: AsyncGenerator<string>, log: Deps['log']): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let open = true
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await pieces.next()
        if (!open) return
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        if (!open) return
        log.error({ err: error }, 'an export broke off')
        // The runtime writes the error's words at the end of the file: the database's own are not for that.
        controller.error(new Error('The export broke off. Try again.'))
      }
    },
    async cancel() {
      open = false
      await pieces.return(undefined)
    },
  })
}
