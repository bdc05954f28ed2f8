import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { execa } from 'execa'
import { afterEach, expect, test } from 'vitest'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { hostFunctions } from '../../src/lib/host-functions.js'
import { fill } from '../../src/lib/text.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** Port of a server on loopback that answers a whole request as told, or, told nothing, never. */
async function serve(answer: string | undefined, heard: string[] = [], stays = false): Promise<number> {
  const server = createServer((socket: Socket) => {
    let request = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      request += bytes.toString('utf8')
      const [head = '', body] = request.split('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/.exec(head)?.[1])
      if (body === undefined || Buffer.byteLength(body) < length) return
      heard.push(request)
      if (answer === undefined) return
      if (stays) socket.write(answer)
      else socket.end(answer)
    })
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** The functions give up after some seconds, which a busy machine takes for megabytes: here it has minutes. */
const PATIENT = sh`read() { [ "\${2-}" != -t ] || set -- "$1" -t 600 "\${@:4}"; builtin read "$@"; }`

/** Body, status and exit code after each call, one after the other. */
const ask = (...calls: Command[]) => answersOf(PATIENT, calls)

async function answersOf(
  before: Command,
  calls: readonly Command[],
): Promise<(readonly [string, string, number])[]> {
  const asked = calls.map(
    (call) => sh`answer=former status=former code=0
${call} || code=$?
printf '%s\\x1f%s\\x1f%s\\x1e' "$answer" "$status" "$code"`,
  )
  // Actions run in a shell that ends at the first failure.
  const script = fill(lines(sh`set -eu`, before, hostFunctions, ...asked).script, () => '')
  const { stdout, stderr } = await execa('bash', ['-s'], { input: script })
  expect(stderr).toBe('')
  return stdout
    .split('\x1e')
    .slice(0, -1)
    .map((said) => {
      const [answer = '', status = '', code] = said.split('\x1f')
      return [answer, status, Number(code)]
    })
}

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'

test('the body of an answer, its status, and what was sent', async () => {
  const heard: string[] = []
  const port = String(await serve(`${ANSWER}one\r\n\r\ntwo ü 100%\\n\n`, heard))
  const body = `"it's" $HOME \\ ü`
  expect(await ask(sh`http PUT 127.0.0.1 ${port} /v1/kv/a?b=1 ${body}`)).toEqual([
    ['one\r\n\r\ntwo ü 100%\\n', '200', 0],
  ])
  const request = [
    'PUT /v1/kv/a?b=1 HTTP/1.0',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  expect(heard).toEqual([`${request.join('\r\n')}\r\n\r\n${body}`])
})

test('an answer that is no success says so, and its body too', async () => {
  const port = String(await serve('HTTP/1.1 404 Not Found\r\n\r\nnothing here'))
  expect(await ask(sh`http GET 127.0.0.1 ${port} /`)).toEqual([['nothing here', '404', 22]])
})

test('more than a pipe holds, and bytes that bash does not hold', async () => {
  const port = String(await serve(`${ANSWER}a\0b${'x'.repeat(200_000)}`))
  expect(await ask(sh`http GET 127.0.0.1 ${port} /`)).toEqual([[`ab${'x'.repeat(200_000)}`, '200', 0]])
})

test('megabytes', async () => {
  const port = String(await serve(`${ANSWER}${'x'.repeat(3_000_000)}`))
  const [[said = '', ...rest] = []] = await ask(sh`http GET 127.0.0.1 ${port} /`)
  expect([said.length, ...rest]).toEqual([3_000_000, '200', 0])
})

test('a port, before and after somebody listens there', async () => {
  const port = String(await serve(''))
  expect(await ask(sh`tcp_open 127.0.0.1 ${port}`)).toEqual([['former', 'former', 0]])
  for (const server of servers.splice(0)) server.close()
  expect(await ask(sh`tcp_open 127.0.0.1 ${port}`, sh`http GET 127.0.0.1 ${port} /`)).toEqual([
    ['former', 'former', 1],
    ['', '000', 7],
  ])
})

test('somebody listens who speaks something else', async () => {
  const port = String(await serve('SSH-2.0-OpenSSH_9.2\r\n'))
  expect(await ask(sh`http GET 127.0.0.1 ${port} /`)).toEqual([['SSH-2.0-OpenSSH_9.2\r', '000', 22]])
})

test('no answer, or half of one, is not waited for, and half of one is none', async () => {
  const [silent, halting] = await Promise.all([serve(undefined), serve(`${ANSWER}half of`, [], true)])
  const asked = [silent, halting].map((port) => answersOf(sh``, [sh`http GET 127.0.0.1 ${String(port)} /`]))
  expect((await Promise.all(asked)).flat()).toEqual([
    ['', '000', 7],
    ['', '000', 7],
  ])
})

test('the token in a file goes to Consul with that call alone, and nothing else that somebody has put there', async () => {
  const heard: string[] = []
  const port = String(await serve(`${ANSWER}`, heard))
  const file = `${temporaryFolder()}/consul.env`
  const [token, call] = ['01234567-89ab-4cde-8f01-23456789abcd', sh`consul ${file} GET 127.0.0.1 ${port} /`]
  const sent = async (content: string) => {
    writeFileSync(file, content)
    await ask(call)
    return heard.splice(0).map((request) => /^X-Consul-Token: (.*)\r$/m.exec(request)?.[1])
  }
  expect(await sent(`CONSUL_HTTP_TOKEN=${token}\n`)).toEqual([token])
  for (const content of [
    '',
    '\n',
    'CONSUL_HTTP_TOKEN=\n',
    'root:x:0:0\n',
    'CONSUL_HTTP_TOKEN=a\rX-Other: b\n',
  ])
    expect(await sent(content), content).toEqual([undefined])
  writeFileSync(file, `CONSUL_HTTP_TOKEN=${token}\n`)
  await ask(call, sh`http GET 127.0.0.1 ${port} /`, sh`consul /nowhere GET 127.0.0.1 ${port} /`)
  expect(heard.map((request) => request.includes('X-Consul-Token'))).toEqual([true, false, false])
})
