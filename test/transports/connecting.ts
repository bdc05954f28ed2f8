import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import type { Host, Login } from '../../src/topology/topology.js'
import type {
  ConnectOptions,
  CredentialRequest,
  OfferedHostKey,
} from '../../src/transports/connect-options.js'
import { PATIENCE_MILLISECONDS } from '../patience.js'

/** Options that answer as told and write down what they were asked. */
export function answering(
  answers: Partial<Record<CredentialRequest['kind'], string>> = { login: 'correct horse' },
) {
  const home = mkdtempSync(join(tmpdir(), 'metis-transport-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 100, retryDelay: 100 }))
  const asked: CredentialRequest[] = []
  const confirmed: OfferedHostKey[] = []
  const options: ConnectOptions = {
    knownHostsPath: join(home, 'organisation', 'known_hosts'),
    confirmHostKey: async (key) => {
      confirmed.push(key)
      return true
    },
    credentials: {
      password: async (request) => {
        asked.push(request)
        return answers[request.kind]
      },
    },
    secrets: (name) => `value of ${name}`,
    maskedValues: () => [],
    homeDirectory: home,
    timing: {
      connectTimeoutMilliseconds: PATIENCE_MILLISECONDS,
      retryDelaysMilliseconds: [5, 5],
      silenceMilliseconds: PATIENCE_MILLISECONDS,
      rootShellTimeoutMilliseconds: PATIENCE_MILLISECONDS,
    },
  }
  return { options, home, asked, confirmed }
}

export function hostAt(port: number, login: Partial<Login> = {}): Host {
  return {
    name: 'h1',
    address: '127.0.0.1',
    local: false,
    ssh: { address: '127.0.0.1', port, user: 'operator', ...login },
  }
}

/** The problem that a promise fails with. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const reason: unknown = await work.then(
    () => new Error('nothing failed'),
    (error: unknown) => error,
  )
  const [first] = reason instanceof InstallerError ? reason.problems : []
  if (first === undefined) throw reason
  return first
}
