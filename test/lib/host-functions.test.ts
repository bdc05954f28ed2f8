import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { execa } from 'execa'
import { afterEach, expect, test } from 'vitest'
import { type Command, lines, sh } from '../../src/lib/command.js'
import { hostFunctions } from '../../src/lib/host-functions.js'
import { fill } from '../../src/lib/text.js'

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

/** What a script with the functions prints, each call as `[printed]code`. */
async function ask(...calls: Command[]): Promise<string[]> {
  const asked = calls.map((call) => sh`said=$(${call}); printf '[%s]%s\\n' "$said" "$?"`)
  const script = fill(lines(sh`set -u`, hostFunctions, ...asked).script, () => '')
  const { stdout, stderr } = await execa('bash', ['-s'], { input: script })
  expect(stderr).toBe('')
  return stdout.split('\n')
}

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'

test('the body of an answer, its status, and what was sent', async () => {
  const heard: string[] = []
  const port = String(await serve(`${ANSWER}one\r\n\r\ntwo ü 100%\\n`, heard))
  const body = `"it's" $HOME \\ ü`
  expect(
    await ask(
      sh`http PUT 127.0.0.1 ${port} /v1/kv/a?b=1 ${body}`,
      sh`http_status GET 127.0.0.1 ${port} /`,
      sh`tcp_open 127.0.0.1 ${port}`,
    ),
  ).toEqual(['[one\r', '\r', 'two ü 100%\\n]0', '[200]0', '[]0'])
  const request = [
    'PUT /v1/kv/a?b=1 HTTP/1.0',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  expect(heard[0]).toBe(`${request.join('\r\n')}\r\n\r\n${body}`)
})

test('an answer that is no success says so, and its body too', async () => {
  const port = String(await serve('HTTP/1.1 404 Not Found\r\n\r\nnothing here'))
  const calls = [sh`http GET 127.0.0.1 ${port} /`, sh`http_status GET 127.0.0.1 ${port} /`]
  expect(await ask(...calls)).toEqual(['[nothing here]22', '[404]0'])
})

test('more than a pipe holds, and bytes that bash does not hold', async () => {
  const port = String(await serve(`${ANSWER}a\0b${'x'.repeat(200_000)}`))
  const [said] = await ask(sh`http GET 127.0.0.1 ${port} /`)
  expect(said).toBe(`[ab${'x'.repeat(200_000)}]0`)
})

test('nobody listens', async () => {
  const port = String(await serve(''))
  servers.splice(0).forEach((server) => {
    server.close()
  })
  expect(
    await ask(
      sh`http GET 127.0.0.1 ${port} /`,
      sh`http_status GET 127.0.0.1 ${port} /`,
      sh`tcp_open 127.0.0.1 ${port}`,
    ),
  ).toEqual(['[]7', '[000]0', '[]1'])
})

test('somebody listens who speaks something else', async () => {
  const port = String(await serve('SSH-2.0-OpenSSH_9.2\r\n'))
  const calls = [sh`http GET 127.0.0.1 ${port} /`, sh`http_status GET 127.0.0.1 ${port} /`]
  expect(await ask(...calls)).toEqual(['[SSH-2.0-OpenSSH_9.2\r]22', '[000]0'])
})

test('no answer, or half of one, is not waited for, and half of one is none', async () => {
  const silent = String(await serve(undefined))
  const halting = String(await serve(`${ANSWER}half of`, [], true))
  const both = sh`http GET 127.0.0.1 ${halting} / & halting=$!; http GET 127.0.0.1 ${silent} /; code=$?; wait "$halting" || exit $((code + $?))`
  expect(await ask(both)).toEqual(['[]14'])
}, 20_000)
