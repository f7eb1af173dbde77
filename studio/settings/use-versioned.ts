import { useEffect, useState } from 'preact/hooks'
import { RequestFailed } from '../api.ts'
import { fail, tell } from '../ui/toast.tsx'
import type { Loaded } from '../ui/use-load.ts'
import { begin, type Held, isEdited, readAgain, takeBack } from './versioned.ts'

interface VersionedOptions<S, V> {
  readonly loaded: Loaded<S>
  /** What is edited of what the server has. */
  readonly editedOf: (state: S) => V
  readonly read: () => Promise<S>
  /** Refused with `draft_changed` when somebody else saved since `version`. */
  readonly write: (version: number, value: V) => Promise<S>
  /** Said once it is saved. */
  readonly saved: string
}

/** Something that several people may save, while one of them edits it. */
export interface Versioned<V> {
  /** As it is typed; null until it is loaded. */
  readonly value: V | null
  readonly isChanged: boolean
  readonly busy: boolean
  /** Ways on after somebody else saved; null = nobody did. */
  readonly conflict: Conflict | null
  readonly edit: (value: V) => void
  readonly save: () => void
}

export interface Conflict {
  readonly takeTheirs: () => void
  readonly saveMine: () => void
}

/** The edited state of a room, its save with a way back, and what to do when somebody else was faster. */
export function useVersioned<S extends { readonly version: number }, V>(options: VersionedOptions<S, V>): Versioned<V> {
  const { loaded, editedOf, read, write, saved } = options
  const { data, replace } = loaded
  const [held, setHeld] = useState<Held<V> | null>(null)
  const [busy, setBusy] = useState(false)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (data) setHeld(now => readAgain(now, data.version, editedOf(data)))
  }, [data])

  const doing = async (what: () => Promise<void>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      if (error instanceof RequestFailed && error.code === 'draft_changed') setLate(true)
      else fail(error)
    } finally {
      setBusy(false)
    }
  }
  const show = (state: S, next: (now: Held<V> | null) => Held<V>) => {
    setHeld(next)
    replace(state)
    setLate(false)
  }
  const back = async (version: number, before: V) => {
    try {
      const state = await write(version, before)
      show(state, now => takeBack(now, state.version, editedOf(state)))
      tell('It is as it was before.')
    } catch (error) {
      fail(error)
    }
  }
  const store = async (version: number, value: V, before: V) => {
    const state = await write(version, value)
    show(state, () => begin(state.version, editedOf(state)))
    tell(saved, () => void back(state.version, before))
  }
  return {
    value: held?.value ?? null,
    isChanged: held !== null && isEdited(held),
    busy,
    conflict:
      held && isLate
        ? {
            takeTheirs: () =>
              void doing(async () => {
                const theirs = await read()
                show(theirs, () => begin(theirs.version, editedOf(theirs)))
                tell('This is their version now', () => setHeld(now => now && { ...now, value: held.value }))
              }),
            saveMine: () =>
              void doing(async () => {
                const theirs = await read()
                await store(theirs.version, held.value, editedOf(theirs))
              }),
          }
        : null,
    edit: value => setHeld(now => now && { ...now, value }),
    save: () => held && void doing(() => store(held.version, held.value, held.base)),
  }
}
