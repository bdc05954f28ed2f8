import { expect, test } from 'vitest'
import type { BackupFacts } from '../../src/facts/backups.js'
import { backups } from '../../src/preflight/upkeep/backups.js'
import type { HostBackups } from '../../src/topology/topology.js'
import { facts, input, topology } from './three-hosts.js'

const NOW = 1_800_000_000
const HOUR = 3600
const HERE: HostBackups = { every: 'day', keep: 7, folder: '/srv/backups' }
const ELSEWHERE: HostBackups = { ...HERE, folder: '/backup', receiver: { host: 'h3', largest: 10 } }
const WELL: BackupFacts = { armedAt: NOW - 100 * HOUR, madeAt: NOW - HOUR, files: [] }

function file(host: string, state: BackupFacts['files'][number]['state']) {
  return { name: `acme-20260101T023000Z-${host}.metis-backup`, host, state }
}

/** What is told, by what h1 and h3 say; h2 is well. `undefined`: that host does not answer. */
function told(
  backup: HostBackups,
  h1: BackupFacts | undefined,
  h3: BackupFacts | undefined | 'away',
): string[] {
  const own = backup === HERE ? { ...WELL, files: [file('h2', 'whole')] } : WELL
  const { h1: first, h2, h3: third } = facts
  return backups({
    ...input,
    topology: { ...topology, backup },
    facts: {
      ...(h1 && { h1: { ...first, backups: h1 } }),
      h2: { ...h2, backups: own },
      ...(h3 === 'away' ? {} : { h3: { ...third, ...(h3 && { backups: h3 }) } }),
    },
    nowMs: NOW * 1000,
  }).map(({ code, details }) => `${code} ${details.host} ${details.path ?? details.hours ?? details.says}`)
}

test('one that was made in time, and is as it was, is no news', () => {
  expect(told(HERE, { ...WELL, files: [file('h1', 'whole')] }, undefined)).toEqual([])
})

test('one that is overdue, was never made, or failed, is told, by half a period', () => {
  const files = [file('h1', 'whole')]
  expect(told(HERE, { ...WELL, files, madeAt: NOW - 36 * HOUR }, undefined)).toEqual([])
  expect(told(HERE, { ...WELL, files, madeAt: NOW - 37 * HOUR }, undefined)).toEqual([
    'upkeep.backup-overdue h1 37',
  ])
  expect(told(HERE, { armedAt: NOW - 40 * HOUR, files: [] }, undefined)).toEqual([
    'upkeep.backup-overdue h1 40',
  ])
  expect(told(HERE, { ...WELL, files, failed: { at: NOW, says: 'the disk is full' } }, undefined)).toEqual([
    'upkeep.backup-failed h1 the disk is full',
  ])
})

test('one that is gone, or no longer what was written, is told by whoever has it', () => {
  for (const state of ['gone', 'damaged'] as const) {
    const one = file('h1', state)
    expect(told(HERE, { ...WELL, files: [one] }, undefined)).toEqual([
      `upkeep.backup-${state} h1 /srv/backups/${one.name}`,
    ])
    expect(told(ELSEWHERE, WELL, { files: [one, file('h2', 'whole')] })).toEqual([
      `upkeep.backup-${state} h1 h3:/backup/acme/${one.name}`,
    ])
  }
})

test('of a host that gets backups and knows of none all are gone, and one that is away says nothing', () => {
  expect(told(ELSEWHERE, WELL, { files: [file('h1', 'whole')] })).toEqual([
    'upkeep.backup-gone h2 h3:/backup/acme',
  ])
  expect(told(ELSEWHERE, WELL, undefined)).toHaveLength(2)
  expect(told(ELSEWHERE, WELL, 'away')).toEqual([])
  expect(told(ELSEWHERE, { armedAt: NOW - HOUR, files: [] }, { files: [file('h2', 'whole')] })).toEqual([])
})
