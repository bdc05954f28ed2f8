import { InstallerError, problem } from '../errors/problem.js'
import type { Host } from '../topology/topology.js'
import { askOnce } from '../transports/ask-once.js'
import { connectFailure } from '../transports/connect-errors.js'
import type { ConnectOptions, CredentialRequest } from '../transports/connect-options.js'
import type { Transport } from '../transports/transport.js'
import { showHostKey } from './host-key.js'
import type { Simulation } from './simulation.js'
import { simulatedTransport } from './transport.js'

const CONNECT_SECONDS = 0.6
const TIMEOUT_SECONDS = 10

/** Connects to the simulated machine at the host's address: its key first, then the login, as over SSH. */
export async function connectSimulated(
  simulation: Simulation,
  host: Host,
  options: ConnectOptions,
): Promise<Transport> {
  const { name, address, local, ssh } = host
  const { signal } = options
  simulation.faults.name(address, name)
  const machine = simulation.machineAt(address)
  const target = { host: name, login: ssh }
  await simulation.pace.sleep(CONNECT_SECONDS * simulation.faults.slowness(address), signal)
  if (!simulation.network.isPlugged(address)) {
    await simulation.pace.sleep(TIMEOUT_SECONDS, signal)
    throw connectFailure(
      Object.assign(new Error(`connect ETIMEDOUT ${address}:${ssh.port}`), { code: 'ETIMEDOUT' }),
      target,
    )
  }
  if (!local) {
    await showHostKey(simulation, target, address, options)
    await logIn(simulation, host, options)
  }
  const { secrets, maskedValues } = options
  return simulatedTransport({ simulation, machine, host: name, secrets, maskedValues })
}

/** A key is enough, unless a refused password was ordered: then each login asks for one, and the second answer is right. */
async function logIn(
  { faults }: Simulation,
  { name: host, address: own, ssh }: Host,
  options: ConnectOptions,
): Promise<void> {
  const { user, address, port } = ssh
  const isRefused = faults.refusesPassword(own)
  if (!isRefused && !faults.asksPassword(own)) return
  const credentials = askOnce(options.credentials)
  const request: CredentialRequest = { kind: 'login', host, user, address, port }
  const password = await credentials.password(request)
  if (!isRefused) return
  const details = { host, user, address, port, tried: 'ssh-agent' }
  if (password === undefined) {
    throw new InstallerError(problem('connection.login-password-needed', details, { host }))
  }
  credentials.forget(request)
  throw new InstallerError(problem('connection.login-password-wrong', details, { host }))
}
