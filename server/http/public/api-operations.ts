import type { ApiOperation } from './api-operation.ts'
import { systemOperations } from './system-operations.ts'
import { visitOperations } from './visit-operations.ts'

/** The public API: a visit from its begin, then what other systems may do. */
export const operations: readonly ApiOperation[] = [...visitOperations, ...systemOperations]
