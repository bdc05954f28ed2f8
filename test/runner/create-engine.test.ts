import { expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { createEngine } from '../../src/runner/create-engine.js'
import { release, topology } from '../commands/fake-world.js'

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
