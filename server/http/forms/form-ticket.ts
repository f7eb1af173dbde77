import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a form without script carries from when it was fetched to when it is sent. */
export interface FormTicket {
  /** Stands for the visitor: nobody else has it. */
  readonly visitor: string
  /** When the form was fetched, in milliseconds since 1970 by this server's clock. */
  readonly at: number
  readonly locale: string
  readonly utm: Readonly<Record<string, string>>
  readonly referrer?: string | undefined
}

const schema: z.ZodType<FormTicket> = z.strictObject({
  visitor: z.string().min(16).max(64),
  at: z.number().int(),
  locale: z.string().max(35),
  utm: z.record(z.string(), z.string()),
  referrer: z.string().optional(),
})

/** The ticket as text that only this server can have made. */
export function signTicket(secret: string, ticket: FormTicket): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url')
  return `${body}.${macOf(secret, body)}`
}

/** Undefined for what this server did not sign. */
export function readTicket(secret: string, text: string | undefined): FormTicket | undefined {
  const [body = '', mac = '', ...rest] = text?.split('.') ?? []
  const expected = Buffer.from(macOf(secret, body))
  const given = Buffer.from(mac)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return schema.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())).data
}

function macOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(`form:${body}`).digest('base64url')
}
