import { expect, it } from 'vitest'
import { defineInsert } from '#server/sessions/define-insert.ts'
import { defineQuery } from '#server/sessions/define-query.ts'
import { insertAll } from '#server/sessions/insert-all.ts'
import type { RoutingCounterTable } from '#server/store/routing-tables.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const insertCounters = defineInsert('routing_counters', insert =>
  insert
    .onConflict(conflict => conflict.columns(['workspace_id', 'team_id', 'person_id']).doNothing())
    .returning('person_id'),
)
const insertWorkspaces = defineInsert('workspaces')
const findAssigned = defineQuery((db, { team, assigned }: { team: string; assigned: number }) =>
  db
    .selectFrom('routing_counters')
    .select('person_id')
    .where('workspace_id', '=', 'w')
    .where('assigned', '>=', assigned)
    .where('team_id', '=', team)
    .orderBy('person_id'),
)

describeOnBoth('inserts and queries with a kept text', openTestStore => {
  it('bring all rows to their tables and give back what the first insert returns', async () => {
    const store = await openTestStore()
    const [first, second] = await store.write(async trx => [
      await insertAll(trx, insertCounters([counter('ann', 1)]), [insertWorkspaces([workspace('w'), workspace('x')])]),
      await insertAll(trx, insertCounters([counter('ann', 5), counter('bob', 2)]), [
        insertWorkspaces([workspace('y')]),
      ]),
    ])
    expect(first).toEqual([{ person_id: 'ann' }])
    expect(second).toEqual([{ person_id: 'bob' }])
    const workspaces = await store.db.selectFrom('workspaces').select('id').orderBy('id').execute()
    expect(workspaces.map(row => row.id)).toEqual(['w', 'x', 'y'])
  })

  it('leave out what has no rows', async () => {
    const store = await openTestStore()
    await store.write(trx =>
      insertAll(trx, insertCounters([]), [insertWorkspaces([]), insertWorkspaces([workspace('w')])]),
    )
    expect(await store.db.selectFrom('workspaces').select('id').execute()).toEqual([{ id: 'w' }])
  })

  it('tell rows by the names of their columns, not by their order', async () => {
    const store = await openTestStore()
    const { workspace_id, ...others } = counter('ann', 3)
    await store.write(trx => insertAll(trx, insertCounters([counter('bob', 4)])))
    await store.write(trx => insertAll(trx, insertCounters([{ ...others, workspace_id }])))
    const row = await store.db.selectFrom('routing_counters').selectAll().where('person_id', '=', 'ann').execute()
    expect(row).toEqual([counter('ann', 3)])
  })

  it('read with the values of each call', async () => {
    const store = await openTestStore()
    await store.write(trx => insertAll(trx, insertCounters([counter('ann', 1), counter('bob', 4)])))
    expect(await findAssigned(store.db, { team: 't', assigned: 1 })).toEqual([
      { person_id: 'ann' },
      { person_id: 'bob' },
    ])
    expect(await findAssigned(store.db, { team: 't', assigned: 2 })).toEqual([{ person_id: 'bob' }])
    expect(await findAssigned(store.db, { team: 'u', assigned: 1 })).toEqual([])
  })
})

function counter(person: string, assigned: number): RoutingCounterTable {
  return { workspace_id: 'w', team_id: 't', person_id: person, assigned, last_at: 7 }
}

function workspace(id: string) {
  return { id, name: id, created_at: 1, mail_name: null, mail_reply_to: null }
}
