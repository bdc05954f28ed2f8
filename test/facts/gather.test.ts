import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gatherScript, parseFacts } from '../../src/facts/gather.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import type { Questions } from '../../src/facts/questions.js'
import { sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'

const directory = mkdtempSync(join(tmpdir(), "it's a $(dir) "))
afterAll(() => rmSync(directory, { recursive: true }))

/** Of the last look. */
let trip = { sentAtMs: 0, receivedAtMs: 0 }

async function gather(questions: Questions): Promise<HostFacts> {
  const script = fill(gatherScript(questions).script, () => '')
  const sentAtMs = Date.now()
  const output = await new Promise<string>((resolve, reject) => {
    const bash = execFile('bash', ['-s'], (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    )
    bash.stdin?.end(script)
  })
  trip = { sentAtMs, receivedAtMs: Date.now() }
  return parseFacts(output, trip)
}

const answers: Readonly<Record<string, string>> = {
  '/leader': '"127.0.0.1:8200"',
  '/members': '[{"Name":"consul_127.0.0.1"},\n{"Name":"consul_127.0.0.2"}]',
}
const agent = createServer((request, response) => {
  const answer = answers[request.url ?? '']
  response.writeHead(answer === undefined ? 404 : 200).end(answer ?? 'no such path')
})

describe('this machine, asked for real', () => {
  let facts: HostFacts
  let port = 0

  beforeAll(async () => {
    await new Promise<void>((resolve) => agent.listen(0, '127.0.0.1', resolve))
    port = (agent.address() as { port: number }).port
    mkdirSync(join(directory, '.installed'))
    const odd = join(directory, ' "odd"\\n \'name\' * $HOME ')
    writeFileSync(odd, '12345', { mode: 0o600 })
    const receipt = { id: `file:${odd}`, organisation: 'acme', instance: 'host', inputs: 'aa', path: odd }
    writeFileSync(join(directory, '.installed', '1.json'), `${odd}\n${JSON.stringify(receipt)}\n`)
    mkdirSync(join(directory, '.installed', '.former', 'via'), { recursive: true })
    mkdirSync(join(directory, '.installed', '.former', 'admin'))
    writeFileSync(join(directory, '.installed', '.former', 'admin.ended'), 'back\n')
    const bare = { id: 'package:bash', organisation: 'acme', instance: 'host', inputs: 'bb' }
    writeFileSync(join(directory, '.installed', '2.json'), `\n${JSON.stringify(bare)}`)
    facts = await gather({
      installDirectory: directory,
      packages: ['bash', 'no-such-package', '--help'],
      health: { 'not-there-at-all': sh`echo never` },
      asked: {
        consul: {
          address: '127.0.0.1',
          port,
          paths: [
            ['leader', '/leader'],
            ['members', '/members'],
            ['none', '/none'],
          ],
        },
        'not-there': { address: '127.0.0.1', port: 1, paths: [['leader', '/leader']] },
        certificate: { certificate: join(directory, 'none.crt') },
      },
    })
  })
  afterAll(() => agent.close())

  test('system and hardware are plausible', () => {
    expect(facts.system.machine).toMatch(/^(x86_64|aarch64)$/)
    expect(facts.system.kernel).toMatch(/^\d+\.\d+/)
    expect(facts.hardware.cores).toBeGreaterThan(0)
    expect(facts.hardware.memoryMib).toBeGreaterThan(100)
    expect(facts.hardware.diskTotalMib).toBeGreaterThan(facts.hardware.diskFreeMib)
    expect(facts.identity.hostname).not.toBe('')
  })

  test('the clock of one machine has no offset to itself', () => {
    // The way there and the way back are all that can differ.
    const tripMs = trip.receivedAtMs - trip.sentAtMs
    expect(Math.abs(facts.clock.offsetMs)).toBeLessThanOrEqual(tripMs / 2 + 1)
  })

  test('receipts are found with what lies at their path, whatever its name is', () => {
    expect(facts.receipts.map(({ id, now }) => [id, now?.split(' ').slice(0, 1)])).toEqual([
      [`file:${join(directory, ' "odd"\\n \'name\' * $HOME ')}`, ['5']],
      ['package:bash', undefined],
    ])
    expect(facts.receipts[0]?.now).toMatch(/^5 \d+ 600 \S+:\S+ regular file$/)
  })

  test('of changes only that which has not come to its end is told', () => {
    expect(facts.former).toEqual(['via'])
  })

  test('a listening port is seen', () => {
    const [listener] = facts.listeners.filter((one) => one.port === port && one.protocol === 'tcp')
    expect(listener).toMatchObject({ address: '127.0.0.1' })
  })

  test('an instance without a unit file is absent and not asked', () => {
    expect(facts.health).toEqual({ 'not-there-at-all': { state: 'absent', says: '' } })
  })

  test('what roles ask over HTTP is answered line by line, whatever the status', () => {
    expect(facts.told).toEqual({
      consul:
        'leader "127.0.0.1:8200"\nmembers [{"Name":"consul_127.0.0.1"}, {"Name":"consul_127.0.0.2"}]\nnone no such path\n',
      'not-there': '',
      certificate: '',
    })
  })
})

test('a host where nothing was installed has no receipts, and what no role asks is not answered', async () => {
  const facts = await gather({
    installDirectory: join(directory, 'nothing', 'here'),
    packages: [],
    health: {},
    asked: {},
  })
  expect(facts.receipts).toEqual([])
  expect(facts.software.packages).toEqual({})
  expect(facts.hardware.diskTotalMib).toBeGreaterThan(0)
  expect(facts.told).toEqual({})
})

test('an answer that was cut off is refused rather than believed', () => {
  const trip = { sentAtMs: 1, receivedAtMs: 2 }
  expect(() => parseFacts('', trip)).toThrow(SyntaxError)
  expect(() => parseFacts('\n@system\n|machine x86_64\n', trip)).toThrow('ends too early')
  expect(() => parseFacts('\n@receipts\n|{}\n!\n\n@\nclock 1700000000000 1700000000000\n', trip)).toThrow(
    'did not list its receipts',
  )
})
