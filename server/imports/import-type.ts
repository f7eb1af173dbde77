/** What a CSV file can hold. */
export const IMPORT_KINDS = ['leads', 'events', 'outcomes', 'accounts'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

/** Which part of a date comes first where it is written with numbers alone: `03/04/2026`. ISO 8601 is read in any case. */
export type DateOrder = 'dmy' | 'mdy'

export interface ImportOptions {
  readonly dates?: DateOrder | undefined
  /** Leads: why the company may write to these people, in words. */
  readonly basis?: string | undefined
  /** Leads: flow by whose model they are scored; left out = the first live one. */
  readonly flow?: string | undefined
  /** Events: type of all rows, where no column names it. */
  readonly type?: string | undefined
}

export interface ImportRequest {
  readonly workspaceId: string
  readonly kind: ImportKind
  /** Header and records. */
  readonly csv: string
  /** What each column is, in the order of the header; null = left out. */
  readonly columns: readonly (string | null)[]
  readonly options: ImportOptions
  /** The user, or the API key. */
  readonly actor: { readonly id: string; readonly name: string }
  /** Line of the file on which the first record stands, when this is a later part of it. */
  readonly firstLine?: number | undefined
  /** Only says what would happen. */
  readonly dryRun: boolean
}

/** Something wrong in one row. */
export interface RowProblem {
  /** Line of the file on which the row begins. */
  readonly line: number
  /** As the header names it; null = the row as a whole. */
  readonly column: string | null
  readonly code: string
  /** What to do, in one sentence. */
  readonly message: string
  /** Whether the row was refused; if not, only this cell was left out. */
  readonly refused: boolean
}

export interface ImportResult {
  readonly rows: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
  /** The first thousand. */
  readonly problems: readonly RowProblem[]
}

/** What became of one row. */
export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'refused'

export const IMPORT_LIMITS = { bodyBytes: 2 * 1024 * 1024, rows: 5_000, columns: 500, problems: 1_000 } as const
