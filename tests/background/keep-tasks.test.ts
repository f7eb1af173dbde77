import { expect, test } from 'vitest'
import { keepTasks } from '#server/background/keep-tasks.ts'
import type { ModelBacktestTable } from '#server/store/model-tables.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const SILENT = 60_000

/** Two at once in the workspace, three kept a flow. */
function createKeeper() {
  return keepTasks({
    table: 'model_backtests',
    name: 'backtest',
    trouble: 'a backtest failed',
    atOnce: { most: 2, per: 'workspace_id', refusal: 'Two run.' },
    kept: { newest: 3, per: 'flow_id' },
    silentMs: SILENT,
  })
}

function taskOf({ deps, workspaceId, flowId }: TestApp, over: Partial<ModelBacktestTable> = {}): ModelBacktestTable {
  return {
    workspace_id: workspaceId,
    id: deps.newId(),
    flow_id: flowId,
    status: 'running',
    spec_json: '{}',
    done: 0,
    total: 0,
    report_json: null,
    problem: null,
    user_name: 'Mara',
    candidate_revision: null,
    created_at: deps.now(),
    updated_at: deps.now(),
    ...over,
  }
}

async function rowOf({ deps }: TestApp, id: string) {
  return await deps.store.db.selectFrom('model_backtests').selectAll().where('id', '=', id).executeTakeFirst()
}

describeOnBoth('a long-running task', openTestStore => {
  test('tells how far it is and keeps what came of it', async () => {
    const app = await createTestApp(await openTestStore())
    const [tasks, task] = [createKeeper(), taskOf(app)]
    await tasks.begin(app.deps, task)
    await tasks.run(app.deps, task, async ({ onProgress }) => {
      onProgress({ done: 3, total: 7 })
      return { done: 7, total: 7, report_json: '{"leads":7}' }
    })
    expect(await rowOf(app, task.id)).toMatchObject({ status: 'done', done: 7, total: 7, report_json: '{"leads":7}' })
  })

  test('that breaks off says so in words', async () => {
    const app = await createTestApp(await openTestStore())
    const [tasks, task] = [createKeeper(), taskOf(app)]
    await tasks.begin(app.deps, task)
    await tasks.run(app.deps, task, () => Promise.reject(new Error('no')))
    expect(await rowOf(app, task.id)).toMatchObject({ status: 'failed', problem: expect.stringContaining('broke off') })
  })

  test('that is cancelled sees it, and stays cancelled though its work comes to an end', async () => {
    const app = await createTestApp(await openTestStore())
    const [tasks, task] = [createKeeper(), taskOf(app)]
    await tasks.begin(app.deps, task)
    await tasks.run(app.deps, task, async ({ signal }) => {
      await tasks.cancel(app.deps, task)
      expect(signal.aborted).toBe(true)
      return { report_json: '{}' }
    })
    expect(await rowOf(app, task.id)).toMatchObject({ status: 'cancelled', report_json: null })
    await tasks.cancel(app.deps, task)
  })

  test('is refused while as many run as may, until one is over or went silent', async () => {
    const app = await createTestApp(await openTestStore())
    const [tasks, first] = [createKeeper(), taskOf(app)]
    await tasks.begin(app.deps, first)
    await tasks.begin(app.deps, taskOf(app))
    await expect(tasks.begin(app.deps, taskOf(app))).rejects.toMatchObject({ code: 'conflict', message: 'Two run.' })
    await tasks.cancel(app.deps, first)
    await tasks.begin(app.deps, taskOf(app))
    app.clock.pass(SILENT + 1)
    await tasks.begin(app.deps, taskOf(app))
  })

  test('that went down with its server is told as failed', async () => {
    const app = await createTestApp(await openTestStore())
    const [tasks, task] = [createKeeper(), taskOf(app, { done: 2, total: 9 })]
    expect(tasks.standing(task, task.updated_at + SILENT)).toMatchObject({ status: 'running', done: 2 })
    expect(tasks.standing(task, task.updated_at + SILENT + 1)).toMatchObject({
      status: 'failed',
      done: 2,
      total: 9,
      problem: expect.stringContaining('server stopped'),
    })
  })

  test('gives way to newer ones of its flow, unless it is pinned', async () => {
    const app = await createTestApp(await openTestStore())
    const tasks = createKeeper()
    const old = Array.from({ length: 4 }, () => taskOf(app, { status: 'done' }))
    for (const task of old) await tasks.begin(app.deps, task)
    expect(await rowOf(app, old[0]?.id ?? '')).toBeUndefined()
    expect(await rowOf(app, old[1]?.id ?? '')).toBeDefined()

    const reports = keepTasks({
      table: 'learning_reports',
      name: 'learning',
      trouble: 'learning failed',
      atOnce: { most: 1, per: 'flow_id', refusal: 'One runs.' },
      kept: { newest: 1, per: 'flow_id', pinned: 'published_at' },
      silentMs: SILENT,
    })
    const { candidate_revision: _ofBacktests, ...task } = taskOf(app)
    const report = () => ({
      ...task,
      id: app.deps.newId(),
      status: 'done' as const,
      predictor_json: null,
      published_at: null,
      published_by: null,
    })
    const pinned = { ...report(), published_at: app.deps.now(), published_by: 'Mara' }
    const [loose, newest] = [report(), report()]
    for (const task of [pinned, loose, newest]) await reports.begin(app.deps, task)
    const left = await app.deps.store.db.selectFrom('learning_reports').select('id').orderBy('id').execute()
    expect(left.map(({ id }) => id)).toEqual([pinned.id, newest.id])
  })
})
