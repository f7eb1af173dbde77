import { createActor } from 'xstate'
import * as compile from '#flows/compile.ts'
import * as fields from '#flows/fields/index.ts'
import * as outline from '#flows/outline.ts'
import { learnCompile } from './early-compile.ts'
import { learnFields } from './early-fields.ts'
import { learnOutline } from './early-outline.ts'
import { learnSession } from './early-session.ts'
import { sessionMachine } from './session.ts'

// Everything that is needed from the first answer on, as one module to load.

learnFields(fields)
learnOutline(outline)
learnCompile(compile)
learnSession({ createActor, sessionMachine })

export { isTyped } from './controls/input-attributes.ts'
export { TypedComposer } from './controls/typed-composer.tsx'
export { en } from './locales/en.ts'
export { progress } from './progress.ts'
export { resend } from './resend.ts'
export { takeOver } from './take-over.ts'
export { hearIn as readTyped } from './typed/hear-in.ts'
export { Answering } from './views/answering.tsx'
export { Finish } from './views/finish.tsx'
export { OfflineLine } from './views/offline-line.tsx'
export { Past } from './views/past.tsx'
export { composer, heading, lines, rest, under } from './views/talking.tsx'
