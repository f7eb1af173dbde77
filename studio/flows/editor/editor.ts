import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { canonicalJson } from '#flows/canonical.ts'
import type { Draft, FlowDetail, SavedDraft } from '#server/http/api-type.ts'
import { get, post, put, RequestFailed } from '../../api.ts'
import { begin, edited, type History, redone, undone } from '../edit/history.ts'
import { type Note, refusalsOf } from './findings.ts'
import { forgetDraft, keepDraft, keptDraft } from './kept-draft.ts'

/** Where the edits are: `refused` = the server does not take their shape; `unreachable` = tried again by itself. */
export type Saving = 'saved' | 'waiting' | 'saving' | 'refused' | 'unreachable' | 'conflict'

/** One flow being edited: the draft with its history, saved by itself a moment after each edit. Lives as long as the studio. */
export interface Editor {
  readonly id: string
  /** As the server last told it; its draft may be older than `draft`. */
  readonly detail: ReadonlySignal<FlowDetail>
  readonly draft: ReadonlySignal<Draft>
  readonly saving: ReadonlySignal<Saving>
  /** Checks of the last saved draft, or what the server refuses in the newest one. */
  readonly findings: ReadonlySignal<readonly Note[]>
  /** Goes up with every save: what publishing would change may differ. */
  readonly saves: ReadonlySignal<number>
  /** Somebody else's draft, saved in between. */
  readonly theirs: ReadonlySignal<FlowDetail | null>
  readonly canUndo: ReadonlySignal<boolean>
  readonly canRedo: ReadonlySignal<boolean>
  /** Edits under the same `key` in a row are one step back. */
  edit(change: (draft: Draft) => Draft, key?: string): void
  undo(): void
  redo(): void
  /** Sends what is not saved yet; resolves when the server has it or cannot take it. */
  flush(): Promise<void>
  /** Ends a conflict: goes on from their draft (mine is one undo away), or saves mine over it. */
  takeTheirs(): void
  keepMine(): Promise<void>
  publish(note: string): Promise<FlowDetail>
  rollback(release: string): Promise<FlowDetail>
}

const SAVE_AFTER_MS = 700
const RETRY_MS = 4_000

export function createEditor(loaded: FlowDetail): Editor {
  const { id } = loaded
  const detail = signal(loaded)
  const history = signal<History<Draft>>(begin(draftOf(loaded)))
  const saving = signal<Saving>('saved')
  const refusals = signal<readonly Note[]>([])
  const theirs = signal<FlowDetail | null>(null)
  const saves = signal(0)
  let version = loaded.version
  let stored = history.value.present
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const move = (next: History<Draft>) => {
    if (next === history.value) return
    history.value = next
    keepDraft(id, { version, draft: next.present })
    if (saving.value !== 'conflict') schedule(SAVE_AFTER_MS)
  }

  const schedule = (after: number) => {
    if (saving.value !== 'unreachable') saving.value = 'waiting'
    clearTimeout(timer)
    timer = setTimeout(() => void save(), after)
  }

  /** One save at a time: versions follow each other. */
  const save = async (): Promise<void> => {
    clearTimeout(timer)
    await running
    const sent = history.value.present
    if (sent === stored) {
      saving.value = 'saved'
      return
    }
    running = send(sent).catch((error: unknown) => refuse(error, sent))
    await running
    running = null
    if (saving.value === 'saved' && history.value.present !== sent) schedule(SAVE_AFTER_MS)
  }

  const send = async (draft: Draft): Promise<void> => {
    saving.value = 'saving'
    const saved = await put<SavedDraft>(`/flows/${id}/draft`, { version, ...draft })
    settle(draft, saved)
  }

  const settle = (draft: Draft, saved: SavedDraft) => {
    version = saved.version
    stored = draft
    detail.value = { ...detail.value, ...draft, ...saved }
    refusals.value = []
    saving.value = 'saved'
    saves.value += 1
    if (history.value.present === draft) forgetDraft(id)
    else keepDraft(id, { version, draft: history.value.present })
  }

  const refuse = async (error: unknown, sent: Draft): Promise<void> => {
    const failed = error instanceof RequestFailed ? error : null
    if (failed?.code === 'draft_changed') {
      const other = await get<FlowDetail>(`/flows/${id}`)
      // The answer to an earlier try got lost: what is there is what was sent.
      if (canonicalJson(draftOf(other)) === canonicalJson(sent)) return settle(sent, other)
      saving.value = 'conflict'
      theirs.value = other
    } else if (failed && failed.status >= 400 && failed.status < 500) {
      refusals.value = refusalsOf(failed)
      saving.value = 'refused'
    } else {
      saving.value = 'unreachable'
      schedule(RETRY_MS)
    }
  }

  /** Goes on from the server's draft, unless there are newer edits. */
  const adopt = (next: FlowDetail) => {
    const untouched = history.value.present === stored
    detail.value = next
    version = next.version
    stored = draftOf(next)
    saves.value += 1
    if (!untouched) return
    history.value = { ...history.value, present: stored }
    forgetDraft(id)
  }

  const kept = keptDraft(id)
  if (kept) {
    const same = kept.version === loaded.version
    history.value = edited(history.value, kept.draft)
    if (same) schedule(0)
    else {
      saving.value = 'conflict'
      theirs.value = loaded
    }
  }

  return {
    id,
    detail,
    saving,
    saves,
    theirs,
    draft: computed(() => history.value.present),
    findings: computed(() => [...refusals.value, ...detail.value.checks]),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    edit: (change, key) => move(edited(history.value, change(history.value.present), key)),
    undo: () => move(undone(history.value)),
    redo: () => move(redone(history.value)),
    async flush() {
      if (saving.value === 'saving') await running
      if (saving.value === 'waiting' || saving.value === 'unreachable') await save()
    },
    takeTheirs() {
      if (!theirs.value) return
      stored = draftOf(theirs.value)
      history.value = edited(history.value, stored)
      adopt(theirs.value)
      theirs.value = null
      saving.value = 'saved'
    },
    async keepMine() {
      if (!theirs.value) return
      version = theirs.value.version
      theirs.value = null
      await save()
    },
    async publish(note) {
      const published = await post<FlowDetail>(`/flows/${id}/publish`, { version, ...(note && { note }) })
      adopt(published)
      return published
    },
    async rollback(release) {
      const back = await post<FlowDetail>(`/flows/${id}/rollback`, { release })
      detail.value = { ...detail.value, live: back.live, releases: back.releases }
      saves.value += 1
      return back
    },
  }
}

function draftOf({ flow, model, routing, placement }: FlowDetail): Draft {
  return { flow, model, routing, placement }
}
