import type { Condition } from '#flows/condition.ts'
import type { Field } from '#flows/flow.ts'
import type { Block } from '#flows/rich-text.ts'
import type { LeadTakers } from '../../hand-over/lead-takers.ts'
import type { AutomationSpec } from '../../nurture/automation-spec.ts'
import type { Named } from '../../nurture/load-named.ts'
import type { MailTemplate, MailText } from '../../nurture/mail-template.ts'
import type { NurtureSettings } from '../../nurture/nurture-settings.ts'
import type { ReadyMadeId } from '../../nurture/ready-made.ts'
import type { Segment } from '../../nurture/segments.ts'
import type { Stage } from '../../scoring/stage.ts'
import type { LeadTable } from '../../store/lead-tables.ts'

export type { LogEntry, LogStep } from '../../nurture/automation-log.ts'
export type { Action, AutomationSpec, Trigger } from '../../nurture/automation-spec.ts'
export type { Automation } from '../../nurture/automations.ts'
export type { DryRun } from '../../nurture/dry-run.ts'
export type { MailTemplate, MailText } from '../../nurture/mail-template.ts'
export type { NurtureSettings } from '../../nurture/nurture-settings.ts'
export type { Reach } from '../../nurture/reach.ts'
export type { ReadyMadeId } from '../../nurture/ready-made.ts'
export type { Segment } from '../../nurture/segments.ts'
export type { SavedTemplate } from '../../nurture/templates.ts'

/** GET /api/nurture → NurtureOptions: what segments, automations and mails may name. */
export interface NurtureOptions {
  /** Fields of the published flows, by id. */
  readonly fields: Readonly<Record<string, Field>>
  /** Names of facts that others told of leads, and those of answers left out. */
  readonly facts: readonly string[]
  readonly named: Named
  readonly destinations: readonly { readonly id: string; readonly name: string }[]
  /** Whom leads can be given to, by the routings that are live. */
  readonly takers: LeadTakers
  /** Variables of mails with what they stand for. */
  readonly variables: Readonly<Record<string, string>>
  /** Whether a mail server is set up. */
  readonly mailed: boolean
  readonly settings: NurtureSettings
}
// GET /api/nurture/reach → Reach
// PUT /api/nurture → NurtureSettings, both ways.

/** GET /api/segments → SegmentRow[] */
export interface SegmentRow extends Segment {
  readonly count: number
  /** False when there were too many leads to look at all. */
  readonly exact: boolean
}
/** POST /api/segments, PUT /api/segments/:id → SegmentRow. DELETE /api/segments/:id → {ok}; 409 `conflict` while an automation names it. */
export type SaveSegmentRequest = Pick<Segment, 'name' | 'condition'>
/** POST /api/segments/count → SegmentCount */
export interface CountSegmentRequest {
  readonly condition: Condition
}
export type SegmentCount = Pick<SegmentRow, 'count' | 'exact'>
/** GET /api/segments/:id/leads?before= → SegmentLeads, newest first. */
export interface SegmentLeads {
  readonly leads: readonly SegmentLead[]
  /** For `before` of the next page; null = there is none. */
  readonly next: string | null
}
export interface SegmentLead {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly company: string | null
  readonly score: number
  readonly temperature: LeadTable['temperature']
  readonly stage: Stage
  readonly createdAt: number
}
// GET /api/segments/:id/leads.csv

// GET /api/automations → Automation[]
/** POST /api/automations → Automation, 201; PUT /api/automations/:id → Automation. */
export interface SaveAutomationRequest {
  readonly name: string
  readonly enabled: boolean
  readonly spec: AutomationSpec
}
/** POST /api/automations/dry-run → DryRun. `id`: whose log tells for whom it fired. */
export interface DryRunRequest {
  readonly id?: string
  readonly spec: AutomationSpec
}
/** POST /api/automations/ready-made → Automation, 201, switched off. */
export interface ReadyMadeRequest {
  readonly id: ReadyMadeId
}
/** GET /api/automation-log → LogPage, newest first. */
export interface LogPageQuery {
  readonly automation?: string
  readonly lead?: string
  readonly fired?: 'yes' | 'no'
  readonly before?: string
}

// GET, POST /api/mail-templates; PUT, DELETE /api/mail-templates/:id
export type SaveTemplateRequest = MailTemplate
/** POST /api/mail-templates/preview → MailPreview */
export interface PreviewRequest {
  readonly text: MailText
  readonly locale: string
  /** Without a lead, somebody made up. */
  readonly lead?: string
}
export interface MailPreview {
  readonly subject: string
  readonly blocks: readonly Block[]
  readonly missing: readonly string[]
}
/** POST /api/mail-templates/:id/test → MailTested: goes to who asks, and to nobody else. */
export interface TestMailRequest {
  readonly locale: string
  readonly lead?: string
}
export interface MailTested {
  readonly ok: boolean
  readonly detail: string
}
