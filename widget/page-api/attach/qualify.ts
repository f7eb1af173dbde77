import { type Conversation, hasActed, openConversation } from '../../conversation.ts'
import { loadMore } from '../../load-more.ts'
import { connect } from '../../outbox.ts'
import type { LoaderHost } from '../../page-host.ts'
import { restart } from '../../restart.ts'
import type { ParleyFormMapping } from '../page-types.ts'
import { tellTrouble } from '../tell.ts'
import { attend, watch } from '../watch.ts'
import { whenLoaded } from '../when-loaded.ts'
import { answersOf } from './answers-of.ts'
import type { FormListener, FormValues } from './form-source.ts'

/**
 * What becomes of a form of the page: once somebody is in it the flow is fetched; what they send is held against the flow
 * and goes through the same pipeline as any conversation; and where the decision offers more than a goodbye (a time to
 * book, questions the form did not ask), that opens as a card.
 */
export function qualifier(loader: LoaderHost, mapping: ParleyFormMapping): FormListener {
  const { config, page } = loader
  const site = config.flows.find(({ flow }) => flow === mapping.flow)
  let prepared: Conversation | undefined
  const prepare = (): Conversation | undefined => {
    if (!site) return
    loadMore().catch(() => {}) // asked for again when it is needed
    prepared ??= openConversation({ config, page, site, surface: 'form', shape: 'chat' })
    return prepared
  }
  return {
    onTouched: prepare,
    onSubmitted(values) {
      const conversation = prepare()
      prepared = undefined
      if (conversation) submit(loader, { conversation, values, mapping }).catch(error => reportError(error))
      else tellTrouble('unknown_flow', `No flow ${mapping.flow} is live on this site.`, mapping.flow)
    },
  }
}

interface Submission {
  readonly conversation: Conversation
  readonly values: FormValues
  readonly mapping: ParleyFormMapping
}

async function submit(loader: LoaderHost, { conversation, values, mapping }: Submission): Promise<void> {
  const { actor } = conversation
  // As long as both are there already nothing below waits: the page may be gone in a moment.
  let talk = actor.getSnapshot().context.talk ?? (await whenLoaded(conversation))
  if (talk && hasActed(talk)) {
    // Sent before from this tab: somebody else, or again.
    restart(conversation)
    talk = actor.getSnapshot().context.talk
  }
  const bodies = talk ? answersOf(talk, values, mapping) : []
  if (bodies.length === 0) {
    tellTrouble('form_not_understood', 'The form answers no question of the flow: look at the mapping.', mapping.flow)
    return
  }
  for (const body of bodies) actor.send({ type: 'gave', body, sure: true })
  if (mapping.ask) giveLater({ conversation, values, mapping })
  await offer(loader, conversation)
}

/** What the form says of questions that come later is given when they come, behind what only the visitor can answer. */
function giveLater({ conversation: { actor }, values, mapping }: Submission): void {
  let giving = false
  actor.subscribe(() => {
    const { talk } = actor.getSnapshot().context
    if (giving || !talk || talk.editing) return
    giving = true
    for (const body of answersOf(talk, values, mapping)) actor.send({ type: 'gave', body, sure: true })
    giving = false
  })
}

/** `parley('continue', flow)`: what a form of the page before was sent for goes on here. The widget says it to itself. */
export function continueForm(loader: LoaderHost, [flow]: readonly unknown[]): void {
  const { config, page } = loader
  const site = config.flows.find(one => one.flow === flow)
  if (site)
    offer(loader, openConversation({ config, page, site, surface: 'form', shape: 'chat' })).catch(error =>
      reportError(error),
    )
}

async function offer(loader: LoaderHost, conversation: Conversation): Promise<void> {
  connect(conversation)
  watch(loader.page)
  attend(conversation, document.documentElement)
  if (!(await offersMore(conversation))) return
  await loader.open(conversation.record.flow, { surface: 'form', shape: 'chat', asked: false })
}

/** Whether something is left for the visitor to do: known once the decision is there. */
function offersMore({ actor }: Conversation): Promise<boolean> {
  return new Promise(resolve => {
    const look = () => {
      const position = actor.getSnapshot().context.talk?.played.position
      if (!position || position.kind === 'decide') return
      subscription.unsubscribe()
      resolve(position.kind === 'book' || position.kind === 'ask')
    }
    const subscription = actor.subscribe(look)
    look()
  })
}
