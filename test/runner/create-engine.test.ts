import { expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { createEngine } from '../../src/runner/create-engine.js'
import { release, topology } from '../commands/fake-world.js'
import { facts, input as threeHosts } from '../preflight/three-hosts.js'

const host = (name: string) => ({
  name,
  address: '10.0.0.9',
  local: true,
  ssh: { address: '10.0.0.9', port: 22, user: 'ops' },
})

test('every host is asked, also one whose roles have moved away', async () => {
  const engine = createEngine({
    topology: { ...topology, hosts: [...topology.hosts, host('idle')] },
    release,
    artifacts: [],
    payload: () => '',
    secrets: () => '',
    secretDigest: () => '',
    connect: async ({ name }) => {
      throw new InstallerError(problem('connection.host-key-changed', {}, { host: name }))
    },
    onEvent: () => {},
  })
  const { facts, problems } = await engine.gather()
  expect([facts, problems.map(({ where }) => where.host)]).toEqual([{}, ['h1', 'idle']])
})

test('no plan is tried for a host whose CPU the bundle has no file for', async () => {
  const rosetta = {
    id: 'rosetta',
    cpu: 'avx2',
    fileName: 'rosetta',
    sha256: '0'.repeat(64),
    size: 1,
  } as const
  const engine = createEngine({
    topology: threeHosts.topology,
    release: threeHosts.release,
    artifacts: [rosetta],
    offline: true,
    payload: () => '',
    secrets: () => '',
    secretDigest: () => '',
    connect: async () => {
      throw new Error('nobody is connected to')
    },
    onEvent: () => {},
  })
  const h3 = { ...facts.h3, hardware: { ...facts.h3.hardware, avx2: false } }
  const refusal = await engine.plan({ ...facts, h3 }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(InstallerError)
  expect(refusal).toMatchObject({
    problems: [{ code: 'preflight.variant-not-carried', where: { host: 'h3' } }],
  })
})

test('a host that is set up by hand is never connected to; it tells what it told last', async () => {
  const connectedTo: string[] = []
  const told = facts.h3
  const byHand = { ...host('h3'), local: false, byHand: true } as const
  const engine = createEngine({
    topology: { ...topology, hosts: [...topology.hosts, byHand] },
    release,
    artifacts: [],
    payload: () => '',
    secrets: () => '',
    secretDigest: () => '',
    carried: { h3: told, h1: told },
    connect: async ({ name }) => {
      connectedTo.push(name)
      throw new InstallerError(problem('connection.refused', {}, { host: name }))
    },
    onEvent: () => {},
  })
  expect((await engine.gather()).facts).toEqual({ h3: told })
  expect(await engine.tryReach({ h3: told })).toEqual([])
  const refused = await Promise.resolve()
    .then(() => engine.transport('h3'))
    .catch((error: unknown) => error)
  expect(refused).toMatchObject({ problems: [{ code: 'kit.host-by-hand', where: { host: 'h3' } }] })
  expect(connectedTo).toEqual(['h1'])
})
