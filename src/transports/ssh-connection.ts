import type { Duplex } from 'node:stream'
import type { Algorithms, ClientChannel } from 'ssh2'
import ssh2 from 'ssh2'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { askOnce } from './ask-once.js'
import { connectFailure, NOT_SSH } from './connect-errors.js'
import { type ConnectOptions, TIMING } from './connect-options.js'
import type { Route } from './shell-stream.js'
import { authenticate } from './ssh-authentication.js'
import { asShellStream, openChannel } from './ssh-channel.js'
import type { HostKeyVerifier } from './ssh-host-key.js'
import type { SshTarget } from './ssh-target.js'

export interface SshConnection extends Route {
  /** A stream to an address as the host sees it. */
  readonly forward: (address: string, port: number, signal?: AbortSignal) => Promise<Duplex>
}

/** Logs in over a socket. Gives it up, and the socket, when anything fails. */
export async function openSshConnection(
  target: SshTarget,
  socket: Duplex,
  verifier: HostKeyVerifier,
  options: ConnectOptions,
): Promise<SshConnection> {
  const timing = { ...TIMING, ...options.timing }
  const client = new ssh2.Client()
  let release = () => {}
  const closed = new Promise<void>((resolve) => {
    client.once('close', resolve)
    release = () => {
      letGo(socket)
      resolve()
    }
  })
  let loginPassword: string | undefined
  let open = false
  void closed.then(() => {
    open = false
  })

  let timer: NodeJS.Timeout | undefined
  let greeting: ReturnType<typeof watchGreeting> | undefined
  let onAbort = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (reason: unknown) => {
        reject(
          greeting?.isForeign()
            ? Object.assign(new Error('it speaks another protocol'), { code: NOT_SSH })
            : reason,
        )
        release()
      }
      const startTimer = () => {
        clearTimeout(timer)
        const late = Object.assign(new Error('no answer to the handshake'), { code: 'ETIMEDOUT' })
        timer = setTimeout(() => fail(late), timing.connectTimeoutMilliseconds)
      }
      const { handler, password, tried } = authenticate({
        target,
        credentials: askOnce(options.credentials),
        places: options,
        agentSocket: options.agentSocket,
        onFailure: fail,
        onAsking: (asking) => (asking ? clearTimeout(timer) : startTimer()),
      })
      onAbort = () => fail(options.signal?.reason)
      options.signal?.addEventListener('abort', onAbort, { once: true })
      if (options.signal?.aborted) return onAbort()
      startTimer()
      options.onStage?.('host-key')
      client.once('handshake', () => {
        greeting?.stop()
        options.onStage?.('login')
      })
      client.once('ready', () => {
        loginPassword = password()
        open = true
        resolve()
      })
      // An agent that doesn't answer, or a key that can't sign, is followed by the next way to log in.
      client.on('error', (reason) => {
        if (/too many authentication failures/i.test(reason.message)) fail(tooManyKeys(target, tried()))
        else if (reason.level !== 'agent' && !/signing/.test(reason.message)) fail(reason)
      })
      const dropped = Object.assign(new Error('closed during login'), { code: 'ECONNRESET' })
      client.once('close', () => reject(dropped))
      client.connect({
        sock: socket,
        username: target.login.user,
        hostVerifier: (blob: Buffer) => verifier.accept(blob),
        authHandler: handler,
        algorithms: { ...ALGORITHMS, serverHostKey: verifier.algorithms } as Algorithms,
        readyTimeout: 0,
        keepaliveInterval: timing.keepaliveIntervalMilliseconds,
        // The watch below decides; ssh2's own count takes an uplink full of upload for a dead host.
        keepaliveCountMax: Number.MAX_SAFE_INTEGER,
      })
      greeting = watchGreeting(socket)
    })
  } catch (reason) {
    release()
    throw options.signal?.aborted ? options.signal.reason : connectFailure(reason, target)
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
  }

  const stopWatching = watchSilence(socket, timing.silenceMilliseconds, release)
  void closed.then(stopWatching)
  return {
    isOpen: () => open,
    ...(loginPassword === undefined ? {} : { loginPassword }),
    start: async (argv, signal) => {
      // As long as what it starts has to answer: behind an upload on a slow uplink, asking takes its time.
      const opening = { open, timeoutMilliseconds: timing.rootShellTimeoutMilliseconds, signal }
      const channel = await openChannel<ClientChannel>(target, opening, (done) =>
        client.exec(`exec ${argv.map(shellQuote).join(' ')}`, done),
      )
      return asShellStream(channel, closed)
    },
    forward: (address, port, signal) => {
      const opening = { open, timeoutMilliseconds: timing.connectTimeoutMilliseconds, signal }
      return openChannel<ClientChannel>(target, opening, (done) =>
        client.forwardOut('127.0.0.1', 0, address, port, done),
      )
    },
    close: async () => {
      open = false
      client.end()
      const force = setTimeout(release, 1_000)
      await closed
      clearTimeout(force)
    },
  }
}

function tooManyKeys({ host, login }: SshTarget, tried: string): Error {
  const { user, address, port } = login
  return fault('connection.too-many-keys', { host, user, address, port, tried }, { host })
}

/** A stream through a jump host ends by a message to it; destroying it would only end our side. */
function letGo(socket: Duplex): void {
  if ('close' in socket && typeof socket.close === 'function') socket.close()
  else socket.destroy()
}

const ALGORITHMS = {
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes256-ctr',
    // Last, as it is the slowest here; some hosts allow nothing else.
    'chacha20-poly1305@openssh.com',
  ],
  compress: ['none'],
}

/** Tells, once a connection has failed, whether the other side spoke and it was not SSH. */
function watchGreeting(socket: Duplex): {
  readonly isForeign: () => boolean
  readonly stop: () => void
} {
  let heard = ''
  const onData = (chunk: Buffer) => {
    heard = (heard + chunk.toString('latin1')).slice(0, 65_536)
  }
  socket.on('data', onData)
  return { isForeign: () => heard !== '' && !heard.includes('SSH-'), stop: () => socket.off('data', onData) }
}

/**
 * Calls `onSilence` once nothing has come over a socket for so long, and nothing that was waiting to be sent has
 * left either (a slow uplink full of upload is not a dead one). Something has to ping; returns how to stop.
 */
function watchSilence(socket: Duplex, silenceMilliseconds: number, onSilence: () => void): () => void {
  const interval = silenceMilliseconds / 8
  let lastSign = performance.now()
  let lastLook = lastSign
  let backlog = 0
  const onSign = () => {
    lastSign = performance.now()
  }
  const look = () => {
    const now = performance.now()
    const wasAsleepMyself = now - lastLook > 2 * interval
    const waiting = socket.writableLength
    if (wasAsleepMyself || waiting < backlog) onSign()
    lastLook = now
    backlog = waiting
    if (now - lastSign < silenceMilliseconds) return
    stop()
    onSilence()
  }
  const timer = setInterval(look, interval)
  const stop = () => {
    clearInterval(timer)
    socket.off('data', onSign)
  }
  timer.unref()
  socket.on('data', onSign)
  return stop
}
