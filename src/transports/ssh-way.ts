import type { Duplex } from 'node:stream'
import { fault, InstallerError } from '../errors/problem.js'
import { connectFailure } from './connect-errors.js'
import { type ConnectOptions, TIMING } from './connect-options.js'
import { openSocket } from './open-socket.js'
import { openSshConnection, type SshConnection } from './ssh-connection.js'
import { createHostKeyVerifier } from './ssh-host-key.js'
import type { SshTarget } from './ssh-target.js'

/** A verified, logged-in SSH connection to a host, over its jump host where it has one. */
export async function openSshWay(target: SshTarget, options: ConnectOptions): Promise<SshConnection> {
  const { jump } = target.login
  if (jump === undefined) return logIn(target, options, () => dial(target, options))
  const through = await openSshWay({ host: target.host, login: jump }, options)
  try {
    const connection = await logIn(target, options, () => dialThrough(through, target, options.signal))
    return {
      ...connection,
      close: async () => {
        await connection.close()
        await through.close()
      },
    }
  } catch (reason) {
    await through.close()
    throw reason
  }
}

/**
 * A key that nobody has confirmed yet ends the connection before anybody is asked: sshd gives a login two minutes,
 * a person may need more. Once it is confirmed, a second connection finds it known.
 */
async function logIn(
  target: SshTarget,
  options: ConnectOptions,
  dialIt: () => Promise<Duplex>,
): Promise<SshConnection> {
  for (;;) {
    const verifier = await createHostKeyVerifier(target, options)
    options.onStage?.('reach')
    const socket = await dialIt()
    try {
      return await openSshConnection(target, socket, verifier, options)
    } catch (reason) {
      if (!verifier.refused()) throw reason
      await verifier.settle()
    }
  }
}

async function dial(target: SshTarget, options: ConnectOptions): Promise<Duplex> {
  const { connectTimeoutMilliseconds } = { ...TIMING, ...options.timing }
  const { address, port } = target.login
  try {
    return await openSocket(address, port, connectTimeoutMilliseconds, options.signal)
  } catch (reason) {
    throw options.signal?.aborted ? options.signal.reason : connectFailure(reason, target)
  }
}

async function dialThrough(
  through: SshConnection,
  { host, login }: SshTarget,
  signal: AbortSignal | undefined,
): Promise<Duplex> {
  try {
    return await through.forward(login.address, login.port, signal)
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    const details = {
      host,
      address: login.address,
      port: login.port,
      jump: login.jump?.address ?? '',
      reason: reasonOf(cause),
    }
    throw fault('connection.jump-failed', details, { host }, cause)
  }
}

function reasonOf(cause: unknown): string {
  const detail = cause instanceof InstallerError ? cause.problems[0]?.details.reason : undefined
  return String(detail ?? cause)
}
