import { expect, test } from 'vitest'
import type { PackageTrial } from '../../../src/facts/package-trial.js'
import { packages } from '../../../src/preflight/checks/packages.js'
import { checkSummary } from '../../../src/preflight/index.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const well: PackageTrial = {
  names: ['nginx'],
  exitCode: 0,
  says: [],
  removed: [],
  held: [],
  hasLists: true,
}
const on = (trial: Partial<PackageTrial>) => ({
  ...input,
  facts: { h2: { ...facts.h2, packageTrial: { ...well, ...trial } } },
})
const found = (trial: Partial<PackageTrial>) => told(packages(on(trial)))

test('packages that apt would install are well, and so are those that a bundle carries', () => {
  expect(found({})).toEqual([])
  expect(packages({ ...on({ exitCode: 100, says: ['E: x'] }), offline: true })).toEqual([])
})

test('the package that holds another one is named, of all that are held', () => {
  const says = ['nginx : Depends: nginx-common (>= 1.22) but 1.18.0-1 is to be installed']
  expect(found({ exitCode: 100, says, held: ['linux-image-amd64', 'nginx-common'] })).toEqual([
    {
      code: 'preflight.packages-held',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', packages: 'nginx', held: 'nginx-common', reason: says[0] },
    },
  ])
})

test('broken dependencies of somebody else, and a source that cannot be read', () => {
  for (const line of [
    'thirdparty-agent : Depends: libnothere (>= 3) but it is not installable',
    'E: The list of sources could not be read.',
  ])
    expect(found({ exitCode: 100, says: [line] })).toMatchObject([
      { code: 'preflight.packages-unfit', severity: 'error', details: { reason: line } },
    ])
})

test('a trial that was given up is no pass', () => {
  expect(found({ exitCode: 124 })).toMatchObject([{ code: 'preflight.unanswered', severity: 'warning' }])
})

test('nothing of others is removed for them', () => {
  expect(found({ names: ['mariadb-server'], removed: ['mysql-server'] })).toMatchObject([
    { code: 'preflight.packages-removed', severity: 'error', details: { removed: 'mysql-server' } },
  ])
})

test('what the lists do not have is a warning, as they are updated first; without lists nothing is known', () => {
  const says = ['E: Unable to locate package nginx']
  expect(found({ exitCode: 100, says })).toMatchObject([
    { code: 'preflight.packages-unknown', severity: 'warning', details: { packages: 'nginx' } },
  ])
  expect(found({ exitCode: 100, says, hasLists: false })).toMatchObject([
    { code: 'preflight.packages-untried', severity: 'advice' },
  ])
  expect(checkSummary(on({ exitCode: 100, says, hasLists: false })).h2?.system).toBe('unknown')
})
