import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import ssh2, { type AuthContext, type Connection } from 'ssh2'

const FAKE_BIN = fileURLToPath(new URL('fake-bin', import.meta.url))

export interface ServerOptions {
  readonly hostKeys?: readonly string[]
  readonly accept?: (
    context: AuthContext,
  ) => boolean | 'later' | readonly ('password' | 'publickey' | 'keyboard-interactive')[]
  /** How `sudo` behaves: `free`, `not-allowed`, `terminal`, `silent`, or the password that it wants. */
  readonly sudo?: string
  /** Whose password it wants; absent: that of whoever calls it. */
  readonly sudoOf?: string
  readonly sudoLog?: string
  /** Replaces every command line that is to be run. */
  readonly command?: (command: string) => string
  /** Called for every channel that is asked for, and decides whether that is answered. */
  /** Sessions in one connection; more are refused, as sshd does. */
  readonly maxSessions?: number
  readonly answers?: (channel: 'session' | 'forward') => boolean
  /** So many connections are reset before the first one is let in. */
  readonly resets?: number
}

export interface SshServer {
  readonly port: number
  readonly seen: { connections: number; commands: string[]; methods: string[]; forwards: string[] }
  /** Cuts every connection, as a power failure would. */
  readonly drop: () => void
  /** Resolves once every connection so far has ended. */
  readonly left: () => Promise<void>
  readonly close: () => Promise<void>
}

/** ssh2 writes one key pair of a few hundred so that nothing can read it: make another. */
export function makeKeyPair(
  type: 'ed25519' | 'rsa' | 'ecdsa' = 'ed25519',
  passphrase?: string,
): { private: string; public: string } {
  const pair =
    type === 'rsa'
      ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 })
      : type === 'ecdsa'
        ? ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 })
        : passphrase === undefined
          ? ssh2.utils.generateKeyPairSync('ed25519')
          : ssh2.utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-cbc', rounds: 4 })
  return ssh2.utils.parseKey(pair.private, passphrase) instanceof Error ? makeKeyPair(type, passphrase) : pair
}

export const HOST_KEY = makeKeyPair()

/** An SSH server on the loopback that really runs what it is told, with a `sudo` of its own. */
export async function startSshServer(options: ServerOptions = {}): Promise<SshServer> {
  const seen: SshServer['seen'] = { connections: 0, commands: [], methods: [], forwards: [] }
  const sockets = new Set<Socket>()
  const running = new Set<ChildProcess>()
  const hostKeys = [...(options.hostKeys ?? [HOST_KEY.private])]
  const server = new ssh2.Server({ hostKeys }, (client) => serve(client, options, seen, running))
  const listening: { on: (event: 'connection', listener: (socket: Socket) => void) => void } = Reflect.get(
    server,
    '_srv',
  )
  listening.on('connection', (socket) => {
    seen.connections += 1
    sockets.add(socket)
    socket.setNoDelay(true)
    if (seen.connections <= (options.resets ?? 0)) socket.resetAndDestroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server is not bound to a port')
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: bound.port,
    seen,
    drop,
    left: async () => {
      await Promise.all([...sockets].map((socket) => socket.closed || once(socket, 'close')))
    },
    close: async () => {
      drop()
      await Promise.all([...running].map(killed))
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

/** Ends a command with all that it has started, so that none of it writes to the host any more. */
async function killed(command: ChildProcess): Promise<void> {
  const { pid } = command
  if (pid === undefined) return
  const closed = once(command, 'close')
  command.stderr?.destroy()
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of them have ended.
  }
  await closed
}

function serve(
  client: Connection,
  options: ServerOptions,
  seen: SshServer['seen'],
  running: Set<ChildProcess>,
): void {
  client.on('error', () => {})
  client.on('authentication', (context) => {
    seen.methods.push(context.method)
    const verdict = (options.accept ?? (({ method }) => (method === 'none' ? ['password'] : true)))(context)
    if (verdict === true) context.accept()
    else if (verdict !== 'later') context.reject(verdict === false ? ['password'] : [...verdict])
  })
  client.on('ready', () => {
    let sessions = 0
    client.on('session', (acceptSession, reject) => {
      sessions += 1
      if (sessions > (options.maxSessions ?? 10)) return reject()
      if (options.answers?.('session') === false) return
      acceptSession().on('exec', (acceptExec, _reject, { command }) => {
        seen.commands.push(command)
        const channel = acceptExec()
        const env = {
          ...process.env,
          PATH: `${FAKE_BIN}:${process.env.PATH}`,
          FAKE_SUDO: options.sudo ?? 'free',
          FAKE_SUDO_OF: options.sudoOf ?? '',
          FAKE_SUDO_LOG: options.sudoLog ?? '/dev/null',
        }
        const child = spawn('bash', ['-c', options.command?.(command) ?? command], { env, detached: true })
        running.add(child)
        child.stdin.on('error', () => {})
        channel.on('error', () => {})
        channel.pipe(child.stdin)
        child.stdout.pipe(channel, { end: false })
        child.stderr.pipe(channel.stderr, { end: false })
        channel.once('close', () => child.stdin.destroy())
        client.once('close', () => {
          child.stdin.destroy()
          child.stdout.destroy()
        })
        child.once('close', (code) => {
          running.delete(child)
          channel.exit(code ?? 255)
          channel.end()
        })
      })
    })
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      seen.forwards.push(`${destIP}:${destPort}`)
      if (options.answers?.('forward') === false) return
      const socket = connect(destPort, destIP)
      socket.once('error', () => reject())
      socket.once('connect', () => {
        const channel = accept()
        socket.on('error', () => channel.close())
        socket.on('close', () => channel.close())
        channel.on('close', () => socket.destroy())
        channel.pipe(socket).pipe(channel)
      })
    })
  })
}
