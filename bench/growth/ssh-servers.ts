/**
 * A process with SSH servers on loopback, one for each scripted host: `ssh-servers.ts HOSTS`. Tells over its channel
 * to the parent where they listen, and ends with it.
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import ssh2, { type Connection, type ServerChannel } from 'ssh2'
import { type ScriptedHost, scriptedHost } from './scripted-host.js'

/** Where a host is, as org.yaml says it; the port is one on loopback. */
export interface ScriptedAddress {
  readonly address: string
  readonly port: number
}

const count = Number(process.argv[2])
const { private: hostKey } = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 })
const listening: ScriptedAddress[] = []
for (let i = 0; i < count; i++) {
  const address = `10.77.${Math.floor(i / 200)}.${11 + (i % 200)}`
  listening.push({ address, port: await serve(scriptedHost(address, i)) })
}
process.on('disconnect', () => process.exit())
process.send?.(listening)

async function serve(host: ScriptedHost): Promise<number> {
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => admit(client, host))
  const sockets: { on: (event: 'connection', listener: (socket: Socket) => void) => void } = Reflect.get(
    server,
    '_srv',
  )
  sockets.on('connection', (socket) => void socket.setNoDelay(true))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server is not bound to a port')
  return bound.port
}

function admit(client: Connection, host: ScriptedHost): void {
  client.on('error', () => {})
  client.on('authentication', (context) => {
    if (context.method === 'publickey') context.accept()
    else context.reject(['publickey'])
  })
  client.on('ready', () => {
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => talk(command, acceptExec(), host))
    })
  })
}

/** The words of `root-shell-start.ts`, from the other side. */
function talk(command: string, channel: ServerChannel, host: ScriptedHost): void {
  const [hello = ''] = /metis-root-[0-9a-f]+/.exec(command) ?? []
  let marker: string | undefined
  channel.on('error', () => {})
  channel.write(`${hello}\n`)
  const answer = ([verb, id, size]: readonly string[], take: Take): boolean => {
    const script = take(Number(size))?.toString('utf8')
    if (script === undefined) return false
    // The last argument of what stores a file is how many bytes follow the script.
    const body = verb === 'feed' ? / (\d+); \} \| digest/.exec(script)?.[1] : '0'
    if (take(Number(body)) === undefined) return false
    const { output, exitCode } = host.answer(script)
    channel.write(`${output}${marker}${id} ${exitCode}\n`)
    return true
  }
  readMessages(channel, (line, take) => {
    if (marker !== undefined) return line === 'stop' || answer(line.split(' '), take)
    const rest = take(Number(line))
    const word = rest === undefined ? undefined : take('line')
    marker = word?.toString('latin1')
    return word !== undefined
  })
  channel.on('end', () => {
    channel.exit(0)
    channel.end()
  })
}

/** So many bytes, or a line without its end; undefined while they have not all come. */
type Take = (what: number | 'line') => Buffer | undefined

/** Hands on line after line; `read` takes what belongs to a line, and says false where that has not all come yet. */
function readMessages(channel: ServerChannel, read: (line: string, take: Take) => boolean): void {
  let held: Buffer = Buffer.alloc(0)
  const take: Take = (what) => {
    const end = what === 'line' ? held.indexOf(0x0a) : what
    if (end < 0 || end > held.length) return undefined
    const taken = held.subarray(0, end)
    held = held.subarray(what === 'line' ? end + 1 : end)
    return taken
  }
  channel.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      const before = held
      const line = take('line')?.toString('latin1')
      if (line !== undefined && read(line, take)) continue
      held = before
      return
    }
  })
}
