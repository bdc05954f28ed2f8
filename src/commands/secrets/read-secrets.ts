import { fault } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { readSecretsFile, type SecretsFile } from '../../state/secrets-file.js'
import { requireFile } from '../organisation/read-organisation-of.js'
import type { Session } from '../program/session.js'

/** What `secrets.json` holds. Throws `state.secrets-missing`, or where there is no organisation `command.no-organisation`. */
export async function readSecrets(session: Session, path: string): Promise<SecretsFile> {
  const found = readSecretsFile(path)
  if (found !== undefined) return found
  // In the wrong folder, that is worth more to know.
  await requireFile(session)
  throw fault('state.secrets-missing', { path, quoted: shellQuote(path) }, { file: path })
}
