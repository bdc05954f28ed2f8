import { appendFile, mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { fault, InstallerError } from '../../errors/problem.js'
import type { Fault } from '../../rehearsal/faults.js'
import { RECOVERY_PASSPHRASE } from '../../roles/secret-names.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { readSecretsFile } from '../../state/secrets-file.js'
import { loginText } from '../../wizard/handover.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { writeCertificate } from './rehearsal-order.js'

/** One command of a rehearsal. */
export interface JourneyStep {
  readonly command: string
  /** org.yaml that it is for. */
  readonly file: string
  /** What happens before it, and is said of that; what the command is may come of it. */
  readonly happens?: () => Promise<string>
  readonly env?: Readonly<Record<string, string>>
  /** What the command ends with when all is well, besides 0. */
  readonly mayEndWith?: ExitCode
}

/**
 * The folder goes, and from one host another one is made that goes on. Throws `rehearsal.sealed-for-operators`: nobody here has
 * their keys.
 */
export async function afterLostLaptop(
  { world, say, file: lost }: Session,
  { host: name }: Fault,
): Promise<JourneyStep[]> {
  const parsed = await readOrganisation(lost, world.presetsDirectory)
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  const { hosts, operators } = parsed.topology
  if (operators !== undefined)
    throw fault('rehearsal.sealed-for-operators', { operators: operators.map((one) => one.name).join(', ') })
  const reached = hosts.filter(({ byHand }) => byHand !== true)
  const host = reached.find((one) => one.name === name) ?? reached[0]
  if (host === undefined) return []
  const from = host.local ? `root@${host.address}` : loginText(host.ssh)
  const { directory, secrets } = organisationFolder(lost)
  const file = join(dirname(directory), 'new-laptop', 'org.yaml')
  const env: Record<string, string> = {}
  return [
    {
      command: `recover --from ${from}`,
      file,
      env,
      happens: async () => {
        env.METIS_RECOVERY_PASSPHRASE = readSecretsFile(secrets)?.secrets[RECOVERY_PASSPHRASE]?.value ?? ''
        await rm(directory, { recursive: true })
        await mkdir(dirname(file))
        // What hosts do not keep comes from a backup.
        await writeCertificate(dirname(file))
        return say('rehearse.lost', { host: host.name })
      },
    },
    // A release file that lay elsewhere is another one in org.yaml.
    {
      command: 'plan',
      file,
      ...(parsed.release.path === undefined ? {} : { mayEndWith: EXIT.changesPending }),
    },
    {
      command: 'apply',
      file,
      happens: async () => {
        await appendFile(file, '# from the new laptop\n')
        return say('rehearse.changed')
      },
    },
  ]
}
