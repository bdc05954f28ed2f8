import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '../../src/events/run-event.js'
import { show } from '../../src/lib/text.js'
import type { PlanNode } from '../../src/planner/plan.js'
import type { EngineInput, Facts } from '../../src/runner/engine.js'
import { runPlan } from '../../src/runner/run-plan.js'
import type { Host } from '../../src/topology/topology.js'
import { connectHost } from '../../src/transports/connect.js'
import type { Transport } from '../../src/transports/transport.js'
import { answering, hostAt } from '../transports/connecting.js'
import { createHostTransportForTest } from '../transports/local-host.js'
import { startSshServer } from '../transports/ssh-server.js'

const CONTENT = randomBytes(20_000_000)
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
/** Where every host has its files, as far as scripts know. */
const SITE = '/srv/of/this/host'
const PATH = `${SITE}/.artifacts/${SHA256.slice(0, 16)}/carrier`

let folder: string
let uploads: string[]
const open: Transport[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'metis-hand-on-'))
  writeFileSync(join(folder, 'payload'), CONTENT)
  uploads = []
})

afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close()
  rmSync(folder, { recursive: true, force: true })
})

const placeOn = (host: string) => join(folder, host, PATH.slice(SITE.length))

function put(host: string, content: Buffer, name = 'carrier') {
  const path = join(dirname(placeOn(host)), name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** A host with a folder of its own on this machine, in place of a file system. */
function inItsFolder(host: string, transport: Transport): Transport {
  const moved = (text: string) => text.replaceAll(SITE, join(folder, host))
  return {
    ...transport,
    run: (job, options) => transport.run({ script: [moved(show(job.script))] }, options),
    upload: (upload, options) => {
      uploads.push(`${host} from ${upload.offset ?? 0}`)
      return transport.upload({ ...upload, path: moved(upload.path) }, options)
    },
  }
}

async function localHost({ name }: Host): Promise<Transport> {
  const { transport } = await createHostTransportForTest()
  open.push(transport)
  return inItsFolder(name, transport)
}

function node(host: string): PlanNode {
  const size = CONTENT.length
  return {
    id: `${host} artifact:${PATH}`,
    phase: 'distribute',
    host,
    instance: 'host',
    action: { kind: 'place-artifact', artifact: 'carrier', path: PATH, sha256: SHA256, size },
    after: [],
    because: { word: 'reason.packages' },
    inputs: SHA256,
  }
}

/** What an earlier run has left on a host. */
function having(host: string): Facts {
  const receipt = { id: `artifact:${PATH}`, inputs: SHA256, path: PATH, stat: 'same', now: 'same' }
  return { [host]: { receipts: [receipt] } } as unknown as Facts
}

async function run(
  hosts: readonly string[],
  facts: Facts = {},
  connect: (host: Host) => Promise<Transport> = localHost,
  onEvent: (event: RunEvent) => void = () => {},
) {
  const events: RunEvent[] = []
  const addresses = ['h1', 'h2', 'h3'].map((name, i) => ({
    ...hostAt(22),
    name,
    address: `127.0.0.${i + 1}`,
  }))
  const input = {
    topology: { organisation: 'acme', installDirectory: SITE, hosts: addresses },
    payload: () => join(folder, 'payload'),
    connect,
    pause: async () => {},
    onEvent: (event: RunEvent) => {
      events.push(event)
      onEvent(event)
    },
  } as unknown as EngineInput
  const never = new AbortController().signal
  const options = { command: 'apply', stop: never, abort: never }
  const plan = { organisation: 'acme', nodes: hosts.map(node), digest: 'd' }
  const { outcome } = await runPlan(plan, input, new Map(), options, facts)
  const sent = events.flatMap((event) => (event.type === 'sent' ? [event] : []))
  const said = events.flatMap((event) => (event.type === 'output' ? [event.line] : []))
  return { outcome, events, sent, said }
}

test('a host that is added gets an artifact from the one that has it', async () => {
  put('h1', CONTENT)
  const { outcome, sent } = await run(['h2'], having('h1'))
  expect([outcome, uploads]).toEqual(['done', []])
  expect(readFileSync(placeOn('h2')).equals(CONTENT)).toBe(true)
  expect(sent.at(-1)).toMatchObject({ from: 'h1', bytes: CONTENT.length, total: CONTENT.length })
  expect(readdirSync(join(folder, 'h2', '.installed'))).toHaveLength(1)
})

test('one that was spoilt since is handed to nobody', async () => {
  put('h1', randomBytes(CONTENT.length))
  const { outcome, sent, said } = await run(['h2'], having('h1'))
  expect([outcome, uploads]).toEqual(['done', ['h2 from 0']])
  expect(said).toEqual(['h1 stopped handing it out; the rest is sent another way'])
  expect(sent.every(({ from }) => from === undefined)).toBe(true)
  expect(readFileSync(placeOn('h2')).equals(CONTENT)).toBe(true)
})

test('what an earlier run has brought is not sent again', async () => {
  put('h1', CONTENT.subarray(0, 15_000_000), `.${SHA256}.partial`)
  const { outcome, sent } = await run(['h1'])
  expect([outcome, uploads]).toEqual(['done', ['h1 from 15000000']])
  expect(sent[0]).toMatchObject({ bytes: 15_000_000, total: 20_000_000 })
  expect(readdirSync(dirname(placeOn('h1')))).toEqual(['carrier'])
})

test('one that lies at its place without a receipt gets the receipt alone', async () => {
  put('h1', CONTENT)
  const { outcome, sent } = await run(['h1'])
  expect([outcome, uploads, sent]).toEqual(['done', [], []])
  expect(existsSync(join(folder, 'h1', '.installed'))).toBe(true)
})

test('after a lost connection it goes on where it was', async () => {
  const server = await startSshServer()
  const { options } = answering()
  const connect = async ({ name }: Host) => {
    const transport = await connectHost(hostAt(server.port, { user: 'root' }), options)
    open.push(transport)
    return inItsFolder(name, transport)
  }
  let drops = 0
  const { outcome, events, sent } = await run(['h1'], {}, connect, (event) => {
    if (event.type === 'sent' && event.bytes > 12_000_000 && drops++ === 0) server.drop()
  })
  const lostAt = events.findIndex(({ type }) => type === 'host-lost')
  const next = events.slice(lostAt).find((event) => event.type === 'sent')
  expect(outcome).toBe('done')
  expect(readFileSync(placeOn('h1')).equals(CONTENT)).toBe(true)
  expect(uploads).toHaveLength(2)
  expect(uploads[1]).toBe(`h1 from ${next?.type === 'sent' ? next.bytes : 'nowhere'}`)
  expect(uploads[1]).not.toBe('h1 from 0')
  expect(events.slice(lostAt).map(({ type }) => type)).toContain('host-back')
  expect(sent.at(-1)?.bytes).toBe(CONTENT.length)
  await server.close()
})
