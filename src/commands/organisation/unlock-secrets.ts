import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { actionScript } from '../../actions/script.js'
import { secretNames } from '../../lib/text.js'
import type { Plan, Unproven } from '../../planner/plan.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { callerOf } from '../../roles/consul-token.js'
import {
  BACKUP_RECIPIENT,
  backupKeyOf,
  backupLoginOf,
  backupLoginPublicOf,
  consulTokenOf,
  EXTERNAL_DATABASE_PASSWORD,
  secretsOf,
} from '../../roles/secret-names.js'
import { OPERATOR } from '../../roles/service.js'
import { unreadable } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { assertNotLeaked } from '../../state/refused-keys.js'
import { openSecrets, type Secrets } from '../../state/secrets.js'
import { instancesOf, type Topology } from '../../topology/topology.js'
import type { Session } from '../program/session.js'
import { needsAnswer } from '../terminal/ask.js'
import { type GivenCredentials, NO_CREDENTIALS } from './given-credentials.js'
import type { Needs } from './organisation.js'

/** Opens the organisation's secrets; only `apply` and the screens before it, which put them on hosts, make missing ones. */
export function unlockSecrets(folder: OrganisationFolder, topology: Topology, needs: Needs): Secrets {
  const { generated, files } = secretsOf(topology)
  const isFirst = needs.makesSecrets === true && !existsSync(folder.secrets)
  const makes = (needs.lock || isFirst) && needs.artifacts !== false
  const secrets = openSecrets(folder, generated, { dryRun: !makes, later: true })
  if (topology.backup !== undefined) addBackupKeys(secrets, topology)
  // So that none of them is ever shown, whoever says it.
  for (const caller of [OPERATOR, ...topology.instances.map(callerOf)]) secrets.source(consulTokenOf(caller))
  if (!needs.artifacts) return secrets
  const changing = secrets.rotating.current()?.changes.map(({ name }) => name) ?? []
  for (const [name, path] of Object.entries(files))
    if (!changing.includes(name)) secrets.set(name, readKey(folder, path))
  return secrets
}

function addBackupKeys(secrets: Secrets, { hosts, backup }: Topology): void {
  const keys = secrets.backupKeys()
  secrets.set(BACKUP_RECIPIENT, keys.recipient)
  for (const { name } of hosts) {
    secrets.set(backupKeyOf(name), keys.ofHost(name))
    if (backup?.receiver === undefined) continue
    const login = keys.loginOf(name)
    secrets.set(backupLoginOf(name), login.secret)
    secrets.set(backupLoginPublicOf(name), login.public)
  }
}

/** Secrets that are being changed, as plans want to know it. */
export function unprovenOf({ rotating }: Secrets): Unproven | undefined {
  const rotation = rotating.current()
  if (rotation === undefined) return undefined
  return { secrets: rotation.changes.map(({ name }) => name), isBack: rotation.toward === 'former' }
}

/** Asks for the password of an external database server, when any action of the plan names it. */
export async function askSecrets(
  session: Session,
  topology: Topology,
  secrets: Secrets,
  plan: Plan,
  { databasePassword }: GivenCredentials = NO_CREDENTIALS,
): Promise<void> {
  const account = databaseAccount(topology, plan)
  if (account === undefined) return
  const question = session.say('ask.database-password', account)
  const given = databasePassword ?? session.world.env.METIS_DATABASE_PASSWORD
  if (given === undefined && session.ask === undefined) {
    throw needsAnswer(question, 'METIS_DATABASE_PASSWORD=...')
  }
  secrets.set(EXTERNAL_DATABASE_PASSWORD, given ?? (await session.ask?.secret(question)) ?? '')
}

/** The account on somebody else's server that this plan logs in with; undefined when it needs none. */
export function databaseAccount(topology: Topology, plan: Plan): { user: string; host: string } | undefined {
  const [database] = instancesOf(topology, ADMIN).map((admin) => admin.database)
  if (database?.kind !== 'external') return undefined
  const isNamed = plan.nodes.some(({ action }) =>
    secretNames(actionScript(action).script).includes(EXTERNAL_DATABASE_PASSWORD),
  )
  return isNamed ? { user: database.adminUser, host: database.host } : undefined
}

/** Paths in org.yaml are relative to it. Keys that the whole world has are refused. */
function readKey(folder: OrganisationFolder, path: string): string {
  const absolute = resolve(folder.directory, path.replace(/^~(?=\/)/, homedir()))
  assertNotLeaked(absolute)
  try {
    return readFileSync(absolute, 'utf8')
  } catch (error) {
    throw unreadable(absolute, error)
  }
}
