import { z } from 'zod'
import { variablesIn } from './fill-in.ts'

/** No line ends and no other controls: a subject is one header line. */
const subject = z
  .string()
  .trim()
  .min(1, 'Write a subject.')
  .max(200)
  .refine(text => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), 'A subject is one line.')
const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Name a language, such as en or de.')

export const mailText = z
  .strictObject({ subject, body: z.string().trim().min(1, 'Write what the mail says.').max(20_000) })
  .readonly()
  .refine(text => unknownVariable(text) === undefined, {
    error: ({ input }) => `There is no variable {{${unknownVariable(input as MailText)}}}.`, // the shape was checked above
    path: ['body'],
  })

/** A mail as the studio sends it: unknown keys refused. */
export const mailTemplate = z
  .strictObject({
    name: z.string().trim().min(1, 'Give it a name.').max(120),
    purpose: z.enum(['marketing', 'answer']),
    /** Stands in for languages that have no text of their own. */
    locale,
    texts: z.record(locale, mailText).refine(texts => Object.keys(texts).length <= 30, 'Too many languages.'),
  })
  .readonly()
  .refine(({ locale, texts }) => Object.hasOwn(texts, locale), {
    path: ['texts'],
    message: 'The language that stands in needs a text.',
  })

export interface MailText {
  readonly subject: string
  readonly body: string
}
export type MailTemplate = z.infer<typeof mailTemplate>

/** What a mail may name, with what it stands for; `answer.…` besides, for each question. */
export const VARIABLES = {
  'contact.first_name': 'First name',
  'contact.last_name': 'Last name',
  'contact.name': 'Whole name',
  'company.name': 'Their company',
  'owner.name': 'Name of the owner',
  'owner.first_name': 'First name of the owner',
  'owner.email': 'Address of the owner',
  'owner.booking_link': 'Where they book a time with the owner',
  'workspace.name': 'Your company',
} as const

/** The text in a lead's language, in its base language, or the one that stands in. */
export function textFor({ locale, texts }: Pick<MailTemplate, 'locale' | 'texts'>, wanted: string): ChosenText {
  const base = wanted.split('-')[0] ?? wanted
  for (const one of [wanted, base, locale]) {
    const text = Object.hasOwn(texts, one) ? texts[one] : undefined
    if (text) return { ...text, locale: one }
  }
  throw new Error('A mail template has no text in the language that stands in.')
}

export interface ChosenText extends MailText {
  readonly locale: string
}

function unknownVariable({ subject, body }: MailText): string | undefined {
  return variablesIn(`${subject}\n${body}`).find(
    name => !Object.hasOwn(VARIABLES, name) && !/^answer\.[\w-]+$/.test(name),
  )
}
