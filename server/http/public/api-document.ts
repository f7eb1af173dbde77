import { z } from 'zod'
import { ERROR_STATUS, type ErrorCode } from '#flows/api.ts'
import {
  appendEventsRequest,
  behaviorEvent,
  behaviorRequest,
  bookRequest,
  challengeRequest,
  createSessionRequest,
  exposuresRequest,
  identifyRequest,
  reportRequest,
  sessionEvent,
} from '#flows/api-schema.ts'
import { conditionSchema, flowSchema } from '#flows/flow-schema.ts'
import type { ApiOperation, SchemaName } from './api-operation.ts'
import { operations } from './api-operations.ts'
import { conversionsResponse } from './conversions-routes.ts'
import { eventsRequest, eventsResponse, eventTypesResponse } from './events-routes.ts'
import { importRequest, importResponse } from './imports-routes.ts'
import { outcomesRequest, outcomesResponse } from './outcomes-routes.ts'
import {
  booking,
  challengeResponse,
  createSessionResponse,
  decision,
  identifyResponse,
  problem,
  recorded,
  sessionState,
  siteConfig,
  slotsResponse,
} from './response-schemas.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** The parts of an OpenAPI 3.1 document that are used here. */
export interface ApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, unknown>>
  }
}

const named: Readonly<
  Record<SchemaName | 'SessionEvent' | 'BehaviorEvent' | 'Decision' | 'Condition' | 'Problem', z.ZodType>
> = {
  SiteConfig: siteConfig,
  Flow: flowSchema,
  CreateSessionRequest: createSessionRequest,
  CreateSessionResponse: createSessionResponse,
  AppendEventsRequest: appendEventsRequest,
  SessionState: sessionState,
  SlotsResponse: slotsResponse,
  BookRequest: bookRequest,
  Booking: booking,
  BehaviorRequest: behaviorRequest,
  ExposuresRequest: exposuresRequest,
  IdentifyRequest: identifyRequest,
  IdentifyResponse: identifyResponse,
  Recorded: recorded,
  ChallengeRequest: challengeRequest,
  ChallengeResponse: challengeResponse,
  ReportRequest: reportRequest,
  EventsRequest: eventsRequest,
  EventsResponse: eventsResponse,
  EventTypes: eventTypesResponse,
  Conversions: conversionsResponse,
  ImportRequest: importRequest,
  ImportResult: importResponse,
  OutcomesRequest: outcomesRequest,
  OutcomesResponse: outcomesResponse,
  SessionEvent: sessionEvent,
  BehaviorEvent: behaviorEvent,
  Decision: decision,
  Condition: conditionSchema,
  Problem: problem,
}

/** The public API as OpenAPI 3.1, its schemas made from the ones that parse and check. */
export function createApiDocument(publicUrl: string): ApiDocument {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley public API',
      version: '1',
      description:
        'Holds conversations, records what visitors do on the site, and counts the wording they see. JSON in, JSON out.',
    },
    servers: [{ url: `${publicUrl}/v1` }],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        sessionToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of the session; the body takes it too.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the workspace: parley_…' },
      },
    },
  }
}

function componentSchemas(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { uri: refTo, io: 'input', unrepresentable: 'any' })
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  )
}

function toOperation(operation: ApiOperation): Record<string, unknown> {
  const { id, title, text, parameters = {}, request, example, answers, errors, takesToken, scope } = operation
  return {
    operationId: id,
    summary: title,
    description: text,
    ...(takesToken ? { security: [{ sessionToken: [] }, {}] } : {}),
    ...(scope ? { security: [{ apiKey: [scope] }] } : {}),
    parameters: Object.entries(parameters).map(([name, description]) => ({
      name,
      in: 'path',
      required: true,
      description,
      schema: { type: 'string' },
    })),
    ...(request
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: refTo(request) }, example } },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(answers.map(answer => [answer.status, toAnswer(answer)])),
      ...errorAnswers(errors),
    },
  }
}

function toAnswer({ text, schema }: ApiOperation['answers'][number]) {
  return {
    description: text,
    ...(schema ? { content: { 'application/json': { schema: { $ref: refTo(schema) } } } } : {}),
  }
}

/** One answer a status, with the codes it may carry. */
function errorAnswers(errors: readonly ErrorCode[]): Record<number, unknown> {
  const byStatus = Map.groupBy(errors, code => ERROR_STATUS[code])
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map(code => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: refTo('Problem') } } },
      },
    ]),
  )
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}
