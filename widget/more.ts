import { createActor } from 'xstate'
import { compile } from '#flows/compile.ts'
import { describeAnswer, factsOf, parseAnswer } from '#flows/fields/index.ts'
import { outlineFrom } from '#flows/outline.ts'
import { isTyped } from './controls/input-attributes.ts'
import { TypedComposer } from './controls/typed-composer.tsx'
import { learnCompile } from './early-compile.ts'
import { learnFields } from './early-fields.ts'
import { learnOutline } from './early-outline.ts'
import { learnSession } from './early-session.ts'
import { learnMore } from './load-more.ts'
import { en } from './locales/en.ts'
import { progress } from './progress.ts'
import { resend } from './resend.ts'
import { restart } from './restart.ts'
import { sessionMachine } from './session.ts'
import { takeOver } from './take-over.ts'
import { hearIn as readTyped } from './typed/hear-in.ts'
import { Answering } from './views/answering.tsx'
import { Finish } from './views/finish.tsx'
import { OfflineLine } from './views/offline-line.tsx'
import { Past } from './views/past.tsx'
import { composer, heading, lines, rest, under } from './views/talking.tsx'

// Everything that is needed from the first answer on, as one module to load.

learnFields({ parseAnswer, factsOf, describeAnswer })
learnOutline({ outlineFrom })
learnCompile({ compile })
learnSession({ createActor, sessionMachine })

const more = {
  ...{ isTyped, TypedComposer, en, progress, resend, restart, takeOver, readTyped },
  ...{ Answering, Finish, OfflineLine, Past, composer, heading, lines, rest, under },
}

export type More = typeof more

learnMore(more)
