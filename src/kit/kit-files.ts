import { type Language, sayIn } from '../i18n/say.js'
import { sha256 } from '../lib/digest.js'
import { fill, type Secret, type SecretSource } from '../lib/text.js'
import { receiptsDirectory } from '../topology/host-paths.js'
import { artifactPath, type Kit, type KitFile, SECRETS_FILE } from './kit.js'
import { knownWords, scriptOfRun, stepScript } from './run-script.js'
import { secretKey, secretsIn } from './script-text.js'

/** All files of a kit. `sum`: the SHA-256 of `run.sh`, which has the sums of all other files and holds against them
 * whatever it uses: it stands for the kit when that is compared by voice. */
export function kitFiles(
  kit: Kit,
  secrets: SecretSource,
  language: Language,
): { readonly files: readonly KitFile[]; readonly sum: string; readonly secrets: number } {
  const secretLines = secretsText(kit, secrets)
  const artifacts = artifactsOf(kit)
  const text = secretLines.map((line) => `${line}\n`).join('')
  const secretFiles = text === '' ? [] : [{ path: SECRETS_FILE, mode: 0o600, text }]
  const carried = [...secretFiles.map(({ path }) => ({ path, sha256: sha256(text) })), ...artifacts]
  const script = scriptOfRun(kit, carried, sayIn(language))
  const sum = sha256(script)
  const sumsText = [{ path: 'run.sh', sha256: sum }, ...carried]
    .map((one) => `${one.sha256}  ${one.path}\n`)
    .join('')
  return {
    files: [
      { path: 'README.txt', mode: 0o644, text: readme(kit, sum) },
      { path: 'run.sh', mode: 0o700, text: script },
      { path: 'SHA256SUMS', mode: 0o644, text: sumsText },
      ...secretFiles,
      ...artifacts,
    ],
    sum,
    secrets: secretLines.length,
  }
}

function artifactsOf(kit: Kit) {
  const placed = kit.steps.flatMap(({ node: { action } }) => (action.kind === 'place-artifact' ? action : []))
  const byPath = new Map(placed.map((action) => [artifactPath(action), action]))
  return [...byPath].map(([path, { sha256, size }]) => ({ path, mode: 0o644, sha256, size }))
}

/** Values as the script writes them, in base64, so that a line is a line. */
function secretsText(kit: Kit, secrets: SecretSource): string[] {
  const owner = { organisation: kit.topology.organisation, receipts: receiptsDirectory(kit.topology) }
  const written = secretsIn(kit.steps.map(({ node }) => stepScript(node, owner)))
  // What a step says may have any secret as it is: the script hides that too.
  const plain = written.map(({ secret }): Secret => ({ secret, as: 'plain' }))
  const byKey = new Map([...written, ...plain].map((secret) => [secretKey(secret), secret]))
  return [...byKey].map(
    ([key, secret]) => `${key}=${Buffer.from(fill([secret], secrets)).toString('base64')}`,
  )
}

/** In both languages, since it is read by whoever carries the kit. */
function readme(kit: Kit, sum: string): string {
  const values = { ...knownWords(kit), sum: sum.replace(/(.{8})(?!$)/g, '$1 ') }
  return `${sayIn('zh')('kit.readme', values)}\n\n----\n\n${sayIn('en')('kit.readme', values)}\n`
}
