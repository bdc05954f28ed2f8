import { resolve } from 'node:path'
import { fault } from '../../errors/problem.js'
import { openVault } from '../../inventory/vault.js'
import { readSecretFile } from '../../state/read-private-file.js'
import type { Session } from '../program/session.js'
import { needsAnswer } from '../terminal/ask.js'

const TRIES = 3
/** Each costs some milliseconds, on purpose. */
const MOST_SEALED = 100

/** Opens what Ansible's vault has sealed; throws `import.vault-wrong`. */
export type OpenVault = (sealed: string, file: string) => Promise<string>

/** With the password of `--vault-password-file`, or one that is asked for; what has opened one file is tried with the next. */
export function vaultKey(session: Session, passwordFile: unknown): OpenVault {
  const known: string[] = []
  if (typeof passwordFile === 'string')
    known.push(readSecretFile(resolve(session.world.workingDirectory, passwordFile)))
  let sealedCount = 0
  return async (sealed, file) => {
    sealedCount += 1
    if (sealedCount > MOST_SEALED) throw fault('import.too-many', { most: MOST_SEALED }, { file })
    const tried = (password: string) => openVault(sealed, password, file)
    for (const password of known) {
      const opened = tried(password)
      if (opened !== undefined) return opened
    }
    if (passwordFile !== undefined) throw fault('import.vault-wrong', {}, { file })
    const question = session.say('ask.vault', { file: session.shortPath(file) })
    if (session.ask === undefined) throw needsAnswer(question, '--vault-password-file FILE')
    for (let i = 0; i < TRIES; i += 1) {
      const password = await session.ask.secret(question)
      const opened = tried(password)
      if (opened === undefined) continue
      known.push(password)
      return opened
    }
    throw fault('import.vault-wrong', {}, { file })
  }
}
