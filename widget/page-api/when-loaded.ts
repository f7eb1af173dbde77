import type { Conversation } from '../conversation.ts'
import type { Talk } from '../talk.ts'

/** The conversation once its flow is there; undefined when it cannot be had. */
export function whenLoaded({ actor }: Conversation): Promise<Talk | undefined> {
  return new Promise(resolve => {
    const look = () => {
      const snapshot = actor.getSnapshot()
      if (!snapshot.context.talk && !snapshot.matches({ talk: 'failed' })) return
      subscription.unsubscribe()
      resolve(snapshot.context.talk)
    }
    const subscription = actor.subscribe(look)
    look()
  })
}
