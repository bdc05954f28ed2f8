import { fault } from '../../errors/problem.js'
import { nearestOf } from '../../org-file/unknown-key.js'
import { partForRun } from '../../planner/make-plan.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { CONSUL } from '../../roles/consul/settings.js'
import {
  CARRIER_KEY,
  CONSOLE_PASSWORD,
  CONSUL_TOKENS,
  DATABASE_PASSWORD,
  GENERATED_SECRETS,
  GOSSIP_KEY,
  RECOVERY_PASSPHRASE,
  TLS_CERTIFICATE,
} from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { generateSecret } from '../../state/generate-secret.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { instancesOf, isByHand } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'
import { applyChanges, type Purpose } from '../apply/apply-changes.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll, tellRotation, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { turnsIn } from '../run/turns.js'
import { confirm } from '../terminal/ask.js'
import { fingerprintOf } from './check-certificate.js'
import { readSecrets } from './read-secrets.js'
import { tlsChanges } from './tls-changes.js'

const COMMAND = 'secrets rotate'

/**
 * Gives one secret a new value, here and on hosts, and the former again when services do not work with the new one. What
 * was cut off on its way is finished first.
 */
export async function secretsRotate(
  session: Session,
  { words: [given = ''], options }: Call,
): Promise<ExitCode> {
  const name = rotated(given)
  const stray = ['certificate', 'key'].find((option) => name !== TLS && options[option] !== undefined)
  if (stray !== undefined) throw fault('command.only-for-tls', { option: `--${stray}`, name })
  await readSecrets(session, organisationFolder(session.file).secrets)
  const needs = {
    artifacts: true,
    lock: true,
    wait: options.wait === true,
    command: COMMAND,
    ...turnsIn(options),
  }
  return withOrganisation(session, needs, async (organisation) => {
    if (name !== RECOVERY_PASSPHRASE) refuseByHand(organisation, name)
    const before = organisation.rotating.current()
    const { facts } = await lookAtAll(session, organisation)
    if (before === undefined) return begin(session, organisation, { facts, name, options })
    const code = await finish(session, organisation, { facts, options })
    const isMeant =
      before.toward === 'new' &&
      before.changes.some((change) => change.name === (name === TLS ? TLS_CERTIFICATE : name))
    if (code !== EXIT.done || isMeant) return code
    const { facts: now } = await lookAtAll(session, organisation)
    return begin(session, organisation, { facts: now, name, options })
  })
}

/** Carries out what a command that was cut off has left to do. */
async function finish(
  session: Session,
  organisation: Organisation,
  { facts, options }: Pick<Beginning, 'facts' | 'options'>,
): Promise<ExitCode> {
  tellRotation(session, organisation)
  const plan = await organisation.engine.plan(facts)
  const names =
    organisation.rotating
      .current()
      ?.changes.map((change) => change.name)
      .join(', ') ?? ''
  const { say, print } = session
  const purpose = {
    ...purposeOf(session, names, () => print('', say('rotate.finished', { names }))),
    again: 'apply',
    question: say('rotate.confirm-finish', { names }),
  }
  return applyChanges(session, organisation, { facts, plan, options, purpose })
}

interface Beginning extends Pick<Call, 'options'> {
  readonly facts: Facts
  readonly name: Rotated
}

async function begin(session: Session, organisation: Organisation, beginning: Beginning): Promise<ExitCode> {
  const { facts, name, options } = beginning
  const { engine, topology, rotating } = organisation
  const changes = await changesOf(session, organisation, beginning)
  rotating.assumeFormer(changes ?? [])
  const open = partForRun(await engine.plan(facts), topology).nodes.length
  // What else differs would be carried out with it, and blamed on it when it fails.
  if (changes === undefined || open > 0) throw fault('run.changes-open', { count: open, name })
  rotating.begin(changes, session.world.now())
  const purpose = purposeOf(session, name, () => tellDone(session, organisation, name))
  const plan = await engine.plan(facts)
  if (partForRun(plan, topology).nodes.length > 0)
    return applyChanges(session, organisation, { facts, plan, options, purpose })
  if (!(await confirm(session, purpose.question))) {
    session.print(session.say('apply.declined'))
    return EXIT.failed
  }
  rotating.write()
  rotating.proven()
  purpose.tellDone()
  session.emit({ type: 'done', command: COMMAND })
  return EXIT.done
}

const TLS = 'tls'
const ROTATED = [
  DATABASE_PASSWORD,
  CONSOLE_PASSWORD,
  CONSUL_TOKENS,
  GOSSIP_KEY,
  RECOVERY_PASSPHRASE,
  TLS,
] as const
type Rotated = (typeof ROTATED)[number]

/** Throws `command.carrier-key-stays`, `command.not-rotated`. */
function rotated(given: string): Rotated {
  if (given === CARRIER_KEY) throw fault('command.carrier-key-stays')
  const found = ROTATED.find((one) => one === given)
  if (found !== undefined) return found
  const nearest = nearestOf(given, ROTATED) ?? CONSOLE_PASSWORD
  throw fault('command.not-rotated', { given: printable(given), known: ROTATED.join(', '), nearest })
}

async function changesOf(session: Session, organisation: Organisation, { name, ...given }: Beginning) {
  if (name === TLS) return tlsChanges(session, organisation, given)
  return [{ name, former: organisation.secrets(name), new: generateSecret(GENERATED_SECRETS[name]) }]
}

/** What is proven is proven on the admin's host, or that of the first Consul server, to which nobody connects; tokens are on all. */
function refuseByHand({ topology }: Organisation, name: string): void {
  const proving =
    name === CONSUL_TOKENS
      ? topology.instances
      : name === GOSSIP_KEY
        ? instancesOf(topology, CONSUL).slice(0, 1)
        : instancesOf(topology, ADMIN)
  const host = proving.find((one) => isByHand(topology, one.host))?.host
  if (host !== undefined) throw fault('command.rotates-by-hand', { host, name }, { host })
}

function tellDone(
  { say, print, paint, emit }: Session,
  { secrets, topology }: Organisation,
  name: Rotated,
): void {
  emit({ type: 'rotated', name })
  const isProven = name !== RECOVERY_PASSPHRASE
  print('', paint('done', say(isProven ? 'rotate.done' : 'rotate.made', { name })))
  // For operators nothing is sealed by it.
  if (!isProven && topology.operators === undefined) print(say('rotate.sealed-before'))
  if (name === TLS) print(say('rotate.fingerprint', { fingerprint: fingerprintOf(secrets(TLS_CERTIFICATE)) }))
  else print(say('rotate.show', { name }))
}

function purposeOf({ say }: Session, name: string, tellDone: () => void): Purpose {
  return {
    command: COMMAND,
    again: `${COMMAND} ${name}`,
    question: say('rotate.confirm', { name }),
    more: say('rotate.more'),
    tellDone,
  }
}
