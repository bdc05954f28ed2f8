import { isManifestSigned } from '../../backup/manifest.js'
import { type Problem, problem } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { signWith } from '../../state/sign.js'
import { knownSalt, type OpenedBackup } from './open-backup.js'

/**
 * What speaks against a backup that opens and is whole: nobody has signed it, or somebody who had other secrets than the folder whose
 * `secrets.json` is given. That it was signed by the secrets in it was seen as it was read; anybody can seal for the keys of operators.
 */
export function doubtsAbout(
  { path, key, manifest }: OpenedBackup,
  secretsFile: string,
  severity: Problem['severity'],
): Problem[] {
  // What a host has made ends with a sum of its own.
  if ('salt' in key) return []
  const where = { file: path }
  const quoted = shellQuote(path)
  if (manifest.signature === undefined) return [problem('backup.unsigned', { path, quoted }, where, severity)]
  const salt = knownSalt(secretsFile)
  if (salt === undefined || isManifestSigned(manifest, signWith(salt))) return []
  return [problem('backup.signed-by-others', { path, secrets: secretsFile, quoted }, where, severity)]
}
