import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RunLine } from '../../src/actions/run-log.js'
import { runLinesIn } from '../../src/facts/run-log.js'
import { shellQuote } from '../../src/lib/text.js'
import { aHost, apply, canMount, seenBy, taken } from './held-host.js'

const LINE: Omit<RunLine, 'run' | 'what'> = {
  at: '2026-01-31T12:00:00.000Z',
  organisation: 'acme',
  user: 'ana',
  machine: 'laptop',
  command: 'restart',
  plan: 'd1',
}

/** A host with a `/var/lib` of its own, and nobody who takes lines for its journal. */
async function loggingHost() {
  const lib = mkdtempSync(join(tmpdir(), 'lib-'))
  onTestFinished(() => rmSync(lib, { recursive: true }))
  const silent = 'mount --bind "$(readlink -f /bin/true)" "$(readlink -f "$(command -v logger)")"'
  const prepare = `mount --bind ${shellQuote(lib)} /var/lib && { ${silent} || true; }`
  const log = join(lib, 'metis-record/runs.log')
  const logged = () => (existsSync(log) ? runLinesIn(readFileSync(log, 'utf8')) : [])
  return { ...(await aHost({ prepare })), logged: () => logged().map(({ run, what }) => `${run} ${what}`) }
}

describe.skipIf(!canMount)('the log of runs', () => {
  test('is ahead of the next script, and what was told last is written before the connection ends', async () => {
    const { connect, logged } = await loggingHost()
    const transport = await connect()
    await taken(transport, apply('a'))
    transport.logRun({ ...LINE, run: 'r1', what: 'begun' })
    await seenBy(transport)
    expect(logged()).toEqual(['r1 begun'])
    transport.logRun({ ...LINE, run: 'r1', what: 'done' })
    await transport.close()
    expect(logged()).toEqual(['r1 begun', 'r1 done'])
  })

  test('has nothing of a run that has lost its host', async () => {
    const { connect, logged } = await loggingHost()
    const first = await connect()
    await taken(first, apply('a'))
    const second = await connect()
    second.hold(apply('b'))
    second.logRun({ ...LINE, run: 'r2', what: 'begun' })
    await seenBy(second)
    expect(logged()).toEqual([])
  })
})
