import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { type Command, sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'
import { dialCommand, parseDial } from '../../src/preflight/dial.js'
import {
  type Listening,
  listenCommand,
  parseListening,
  stopListeningCommand,
} from '../../src/preflight/listen.js'
import type { Endpoint, WantedReach } from '../../src/preflight/reach.js'

const pids: number[] = []
afterAll(() => Promise.all(pids.map((pid) => run(stopListeningCommand(pid)))))

test('a temporary listener answers, and is gone when it is told to end', async () => {
  const [first, second] = await freePorts(2)
  const listening = await listen([local(first), local(second)], 30)
  expect(listening.endpoints).toEqual([local(first), local(second)])
  expect(await results([local(first), local(second)])).toEqual(['open', 'open'])

  await run(stopListeningCommand(listening.pid ?? 0))
  await gone(listening.pid ?? 0)
  expect(await results([local(first), local(second)])).toEqual(['refused', 'refused'])
})

test('the port of a stopped listener can be taken at once, also without SO_REUSEADDR', async () => {
  const [port] = await freePorts(1)
  const { pid } = await listen([local(port)], 30)
  expect(await results([local(port)])).toEqual(['open'])
  await run(stopListeningCommand(pid ?? 0))
  await gone(pid ?? 0)
  const bind = sh`perl -e ${'use Socket; socket(S, PF_INET, SOCK_STREAM, 0); print bind(S, sockaddr_in($ARGV[0], INADDR_LOOPBACK)) ? "bound" : $!'} ${port ?? 0}`
  expect(await run(bind)).toBe('bound')
})

test('a listener that nobody stops ends by itself', async () => {
  const [port] = await freePorts(1)
  const { pid } = await listen([local(port)], 1)
  await gone(pid ?? 0)
  expect(await results([local(port)])).toEqual(['refused'])
})

test('a port that is taken is not listened on, and its holder is left alone', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  expect(await listen([local(port)], 30)).toEqual({ endpoints: [] })
  expect(await results([local(port)])).toEqual(['open'])
  await new Promise((resolve) => server.close(resolve))
})

test('stopping does not touch a process that is no listener of ours', async () => {
  await run(stopListeningCommand(process.pid))
  expect(existsSync(`/proc/${process.pid}`)).toBe(true)
})

test('results name what happened to each connection', async () => {
  const [port] = await freePorts(1)
  const { pid } = await listen([local(port)], 30)
  expect(
    await results([
      local(port),
      { address: '127.0.0.1', port: 1 },
      { address: '255.255.255.255', port: 80 },
      { address: '999.1.1.1', port: 80 },
    ]),
  ).toEqual(['open', 'refused', 'unreachable', 'unreachable'])
  await run(stopListeningCommand(pid ?? 0))
})

test('a full queue that never answers is filtered after two seconds', async () => {
  const silent = `use Socket; $| = 1; socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(0, INADDR_LOOPBACK));
listen(S, 0); my ($port) = sockaddr_in(getsockname(S));
for (1 .. 4) { socket(my $c, PF_INET, SOCK_STREAM, 0); push @keep, $c; fcntl($c, 4, 2048); connect($c, sockaddr_in($port, INADDR_LOOPBACK)) }
print "$port\\n"; <STDIN>`
  const child = execFile('perl', ['-e', silent])
  const port = await new Promise<number>((resolve) =>
    child.stdout?.once('data', (line) => resolve(Number(line))),
  )
  const started = Date.now()
  expect(await results([local(port)])).toEqual(['filtered'])
  expect(Date.now() - started).toBeGreaterThanOrEqual(1900)
  child.kill()
})

test('the answers of a dial keep what was wanted; junk is passed over', () => {
  const wanted: WantedReach[] = [
    { from: 'h1', to: 'h2', address: '10.0.0.2', port: 8500, purpose: 'consul http' },
    { from: 'h1', to: 'data-center', address: '203.0.113.1', port: 9090, purpose: 'data center' },
  ]
  expect(
    parseDial('motd\ndialled 1 filtered\ndialled 0 open\ndialled 7 open\ndialled 0 maybe\n', wanted),
  ).toEqual([
    { from: 'h1', to: 'h2', address: '10.0.0.2', port: 8500, purpose: 'consul http', result: 'open' },
    {
      from: 'h1',
      to: 'data-center',
      address: '203.0.113.1',
      port: 9090,
      purpose: 'data center',
      result: 'filtered',
    },
  ])
})

function local(port: number | undefined): Endpoint {
  return { address: '127.0.0.1', port: port ?? 0 }
}

function run(command: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = fill(command.script, () => '')
    const bash = execFile('bash', ['-s'], (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr, { cause: error })),
    )
    bash.stdin?.end(script)
  })
}

async function listen(targets: readonly Endpoint[], seconds: number): Promise<Listening> {
  const listening = parseListening(await run(listenCommand(targets, seconds)))
  if (listening.pid !== undefined) pids.push(listening.pid)
  return listening
}

async function results(targets: readonly Endpoint[]): Promise<string[]> {
  const wanted = targets.map((target) => ({ from: 'here', to: 'there', purpose: 'test', ...target }))
  const found = parseDial(await run(dialCommand(targets)), wanted)
  return targets.map(
    (target) =>
      found.find((one) => one.port === target.port && one.address === target.address)?.result ?? 'none',
  )
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** Until the process is no more, or only a zombie that waits for its parent. */
async function gone(pid: number): Promise<void> {
  const alive = () => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false
    }
  }
  while (alive()) await new Promise((resolve) => setImmediate(resolve))
}
