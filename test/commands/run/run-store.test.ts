import { expect, it } from 'vitest'
import { runStore } from '../../../src/commands/run/run-handles.js'
import { recordFold } from '../../../src/events/run-record.js'

const at = '2026-01-31T23:59:59.000Z'

it('tells once for all that came since, and shows the same view until then', () => {
  const record = recordFold()
  const due: (() => void)[] = []
  const store = runStore(record, (tell) => due.push(tell))
  let told = 0
  const leave = store.subscribe(() => {
    told += 1
  })
  const before = store.snapshot()
  for (const stage of ['looking', 'trying'] as const) {
    record.add({ type: 'stage', at, stage })
    store.changed()
  }
  expect([told, due.length, store.snapshot()]).toEqual([0, 1, before])
  due.shift()?.()
  expect([told, store.snapshot().stage]).toEqual([1, { id: 'trying' }])

  store.changed()
  due.shift()?.()
  expect(told).toBe(1)

  leave()
  record.add({ type: 'ended', at, exitCode: 0 })
  store.changed()
  due.shift()?.()
  expect([told, store.snapshot().state]).toEqual([1, 'done'])
})

it('tells less often of many hosts', () => {
  const record = recordFold()
  const pauses: number[] = []
  const store = runStore(record, (tell, milliseconds) => {
    pauses.push(milliseconds)
    tell()
  })
  const startOn = (hosts: number) =>
    record.add({
      type: 'run-started',
      at,
      organisation: 'acme',
      command: 'apply',
      digest: '',
      nodes: Array.from({ length: hosts }, (_, i) => ({
        id: `h${i} a`,
        phase: 'prepare',
        host: `h${i}`,
        instance: 'host',
        kind: 'directory',
        bytes: 0,
      })),
    })
  for (const hosts of [4, 64, 400]) {
    startOn(hosts)
    store.changed()
  }
  expect(pauses).toEqual([100, 512, 1000])
})
