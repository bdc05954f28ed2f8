import { expect, test } from 'vitest'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import { createHolder } from '../../src/runner/hold-hosts.js'
import { byTheClock } from '../../src/runner/host-link.js'
import type { RunResult, Transport } from '../../src/transports/transport.js'
import { rehearsedEngine } from '../rehearsal/rehearsed-engine.js'
import { presetText } from '../rehearsal/rehearsed-world.js'
import { problemOf } from '../transports/connecting.js'

const text = await presetText('data-provider')
const face = { user: 'li', machine: 'laptop', command: 'apply' }

test('a host that somebody else holds is told, with who and what, and nothing of the others is kept', async () => {
  const hold = { face, wait: false, onWait: () => {} }
  const { plan } = await rehearsedEngine(text, ['other-operator:h2'], [], hold)
  const error = await plan().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InstallerError)
  const [problem] = (error as InstallerError).problems
  expect(problem).toMatchObject({
    code: 'run.host-held',
    where: { host: 'h2' },
    details: { user: 'colleague', machine: 'another-laptop', command: 'apply', phase: 'distribute' },
  })
  // The colleague has ended by now.
  expect((await plan()).nodes).not.toEqual([])
})

test('who waits is told once whom he waits for, and goes on by himself', async () => {
  const waits: Problem[] = []
  const hold = { face, wait: true, onWait: (why: Problem) => void waits.push(why) }
  const { plan, run } = await rehearsedEngine(text, ['other-operator:h1', 'other-operator:h3'], [], hold)
  const { outcome } = await run(await plan())
  expect(outcome.outcome).toBe('done')
  expect(waits.map(({ code, details }) => [code, details.user])).toEqual([['run.host-held', 'colleague']])
})

/** A host that says something else of how it is held. */
const answering = (host: string, said: string) => (transport: Transport, name: string) => ({
  ...transport,
  run: async (...given: Parameters<Transport['run']>) => {
    const result = await transport.run(...given)
    if (name !== host || given[0].errand?.kind !== 'gather') return result
    return { ...result, output: result.output.replace(/(@hold\n)(?:\|.*\n)*/, `$1${said}`) }
  },
})

test('a host that does not say how it is held is not believed to be', async () => {
  const hold = { face, wait: false, onWait: () => {} }
  const { engine } = await rehearsedEngine(text, [], [], hold, answering('h2', ''))
  expect(await problemOf(engine.gather({ settled: true }))).toMatchObject({
    code: 'run.facts-incomplete',
    where: { host: 'h2' },
  })
})

test('nobody waits for an engine that is closed while it waits', async () => {
  const waits: Problem[] = []
  let close = () => {}
  const hold = {
    face,
    wait: true,
    onWait: (why: Problem) => {
      waits.push(why)
      close()
    },
  }
  const other = '|other\n|token\n|alive\n|1\n|carrier\n|{}\n'
  const { engine } = await rehearsedEngine(text, [], [], hold, answering('h2', other))
  close = () => void engine.close()
  await expect(engine.gather({ settled: true })).rejects.toThrow('aborted')
  expect(waits).toHaveLength(1)
})

test('one machine under two names is told at once, by the check of that', async () => {
  const hold = { face, wait: false, onWait: (why: Problem) => expect(why).toBeUndefined() }
  let token = ''
  let told = (_: RunResult) => {}
  const ofH1 = new Promise<RunResult>((resolve) => {
    told = resolve
  })
  const twice = (transport: Transport, name: string): Transport => ({
    ...transport,
    logRun: () => {},
    hold: (given) => {
      token = given.token
      transport.hold(given)
    },
    run: async (...given) => {
      const result = await transport.run(...given)
      if (given[0].errand?.kind !== 'gather') return result
      if (name === 'h1') told(result)
      if (name !== 'h2') return result
      const own = `|other\n|${token}\n|alive\n|1\n|taking\n|{}\n`
      const { output } = await ofH1
      return { ...result, output: output.replace(/(@hold\n)(?:\|.*\n)*/, `$1${own}`) }
    },
  })
  const { engine } = await rehearsedEngine(text, [], [], hold, twice)
  const { facts } = await engine.gather({ settled: true })
  expect(engine.preflight(facts, []).map(({ code }) => code)).toContain('preflight.same-machine')
})

test('who waits for the end of what an earlier connection began can be stopped, and leaves no connection', async () => {
  const stop = new AbortController()
  const holder = createHolder({ face, wait: false, onWait: () => {} }, byTheClock)
  const told: string[] = []
  const transport = {
    run: async () => {
      setImmediate(() => stop.abort())
      return { exitCode: 0, output: `other\n${holder.token}\nending\n1\ncarrier\n{}\n` }
    },
    hold: () => told.push('hold'),
    logRun: () => {},
    close: async () => void told.push('close'),
  } as unknown as Transport
  holder.took(['h1'])
  await expect(holder.connected(transport, 'h1', stop.signal)).rejects.toThrow('aborted')
  expect(told).toEqual(['hold', 'close'])
})
