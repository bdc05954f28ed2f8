import { expect, test } from 'vitest'
import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanInput } from '../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.6 }
`
const SHA256 = 'c0ffee'.padEnd(64, '0')
const TAR = '/opt/metis/.artifacts/c0ffee0000000000/packages-debian-12.tar'
const NAMES = ['mariadb-server', 'nginx', 'openjdk-17-jre-headless']

function bundled(system = 'debian-12'): PlanInput {
  const input = freshOrganisation(ORG)
  const packages = {
    id: 'os-packages',
    system,
    fileName: `packages-${system}.tar`,
    sha256: SHA256,
    size: 100,
  }
  return { ...input, artifacts: [...input.artifacts, packages] }
}

const aboutPackages = (input: PlanInput) =>
  makePlan(input).nodes.filter(({ id }) =>
    id.endsWith('.tar') ? id.includes('packages-') : id.endsWith('packages:host'),
  )

test('packages that are brought along go to the hosts that lack some, and are installed from there alone', () => {
  expect(aboutPackages(bundled())).toMatchObject([
    {
      id: `h1 artifact:${TAR}`,
      phase: 'distribute',
      because: { word: 'reason.packages-carried' },
      after: ['h1 directory:/opt/metis/.artifacts'],
      action: { kind: 'place-artifact', artifact: 'os-packages', path: TAR, sha256: SHA256, size: 100 },
    },
    {
      id: 'h1 packages:host',
      phase: 'prepare',
      after: expect.arrayContaining([`h1 artifact:${TAR}`]),
      action: { kind: 'package', names: NAMES, from: { path: TAR, sha256: SHA256 } },
    },
  ])
})

test('nothing is left to do once they are there', () => {
  const input = bundled()
  expect(makePlan(carriedOut(makePlan(input), input)).nodes).toEqual([])
})

test('a host that has its packages already is sent none', () => {
  const fresh = freshOrganisation(ORG)
  const { facts } = carriedOut(makePlan(fresh), fresh)
  expect(makePlan({ ...bundled(), facts }).nodes).toEqual([])
})

test('one missing package brings the tar and the installation back, and nothing else of them', () => {
  const input = bundled()
  const after = carriedOut(makePlan(input), input)
  const h1 = after.facts.h1
  if (h1 === undefined) throw new Error('no h1')
  const { nginx: _, ...packages } = h1.software.packages
  const receipts = h1.receipts.filter(({ path }) => path !== TAR)
  const facts = { ...after.facts, h1: { ...h1, receipts, software: { ...h1.software, packages } } }
  expect(aboutPackages({ ...after, facts }).map(({ id, because }) => [id, because])).toEqual([
    [`h1 artifact:${TAR}`, { word: 'reason.packages-carried' }],
    [
      'h1 packages:host',
      { word: 'reason.packages', and: { word: 'reason.not-installed', values: { names: 'nginx' } } },
    ],
  ])
})

test('packages of another system are none for this one', () => {
  expect(aboutPackages(bundled('ubuntu-22.04'))).toMatchObject([
    { id: 'h1 packages:host', action: { kind: 'package', names: NAMES } },
  ])
  expect(aboutPackages(bundled('ubuntu-22.04'))[0]?.action).not.toHaveProperty('from')
})
