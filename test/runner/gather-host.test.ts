import { expect, test } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { gatherHost } from '../../src/runner/ask-facts.js'
import type { EngineInput } from '../../src/runner/engine.js'
import { hostLink } from '../../src/runner/host-link.js'
import type { RunOptions, Transport } from '../../src/transports/transport.js'
import { bash } from '../actions/bash.js'
import { release, topology } from '../commands/fake-world.js'

const input = { topology, release } as unknown as EngineInput
const [host] = topology.hosts
if (host === undefined) throw new Error('the topology has no host')

const lost = () => new InstallerError(problem('connection.lost', { host: 'h1', address: '10.0.0.1' }))

/** Connections, one after the other, of which the first `dead` have died since they were made. */
function connections(dead: number) {
  const asked: RunOptions[] = []
  const closed: number[] = []
  let made = 0
  const connect = async (): Promise<Transport> => {
    const number = ++made
    return {
      run: async (command, options = {}) => {
        if (number <= dead) throw lost()
        asked.push(options)
        return { exitCode: 0, output: bash(command).output }
      },
      upload: async () => {},
      hold: () => {},
      logRun: () => {},
      download: async () => {},
      close: async () => {
        closed.push(number)
      },
    }
  }
  return { connect, asked, closed, made: () => made }
}

test('a kept connection that has died is made again, and what it says is taken as it is', async () => {
  const { connect, asked, closed } = connections(1)
  const link = hostLink(host, connect)
  expect((await gatherHost(input, link)).system.machine).not.toBe('')
  expect(asked.map(({ raw }) => raw)).toEqual([true])
  expect(closed).toEqual([1])
})

test('a host that can not be reached is not waited for', async () => {
  let tries = 0
  const link = hostLink(host, async () => {
    tries += 1
    throw lost()
  })
  await expect(gatherHost(input, link)).rejects.toThrow(InstallerError)
  expect(tries).toBe(1)
})

test('a failed connection is let go of once, and never the one that was made after it', async () => {
  const { connect, closed, made } = connections(0)
  const link = hostLink(host, connect)
  const failed = await link.transport()
  await link.drop(failed)
  const next = await link.transport()
  await link.drop(failed)
  expect(await link.transport()).toBe(next)
  expect(made()).toBe(2)
  expect(closed).not.toContain(2)
  await link.drop()
  expect(closed.at(-1)).toBe(2)
})
