import { fault } from '../../errors/problem.js'
import { nearestOf } from '../../org-file/unknown-key.js'
import { partForRun } from '../../planner/make-plan.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { CARRIER_KEY, CONSOLE_PASSWORD, GENERATED_SECRETS } from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { generateSecret } from '../../state/generate-secret.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { Change } from '../../state/rotation-file.js'
import { instancesOf, isByHand } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'
import { applyChanges, type Purpose } from '../apply/apply-changes.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll, tellRotation, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { confirm } from '../terminal/ask.js'
import { readSecrets } from './read-secrets.js'

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
  await readSecrets(session, organisationFolder(session.file).secrets)
  const needs = { artifacts: true, lock: true, wait: options.wait === true, command: COMMAND }
  return withOrganisation(session, needs, async (organisation) => {
    refuseByHand(organisation, name)
    const purpose = toRotate(session, name)
    const before = organisation.rotating.current()
    const { facts } = await lookAtAll(session, organisation)
    if (before === undefined) return begin(session, organisation, { facts, name, purpose })
    tellRotation(session, organisation)
    const plan = await organisation.engine.plan(facts)
    const names = before.changes.map((change) => change.name).join(', ')
    const toFinish = purposeOf(session, names, () => session.print(session.say('rotate.finished', { names })))
    const code = await applyChanges(session, organisation, { facts, plan, options: {}, purpose: toFinish })
    const isMeant = before.toward === 'new' && before.changes.some((change) => change.name === name)
    if (code !== EXIT.done || isMeant) return code
    const { facts: now } = await lookAtAll(session, organisation)
    return begin(session, organisation, { facts: now, name, purpose })
  })
}

interface Beginning {
  readonly facts: Facts
  readonly name: keyof typeof ROTATED
  readonly purpose: Purpose
}

async function begin(session: Session, organisation: Organisation, { facts, name, purpose }: Beginning) {
  const { engine, topology, rotating } = organisation
  const open = partForRun(await engine.plan(facts), topology).nodes.length
  // What else differs would be carried out with it, and blamed on it when it fails.
  if (open > 0) throw fault('run.changes-open', { count: open, name })
  rotating.begin(ROTATED[name](organisation), session.world.now())
  const plan = await engine.plan(facts)
  if (partForRun(plan, topology).nodes.length > 0)
    return applyChanges(session, organisation, { facts, plan, options: {}, purpose })
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

/** What can be rotated, and what changes then. */
const ROTATED = {
  'database-password': (organisation) => [generated(organisation, 'database-password')],
  'console-password': (organisation) => [generated(organisation, 'console-password')],
  'recovery-passphrase': (organisation) => [generated(organisation, 'recovery-passphrase')],
} satisfies Record<string, (organisation: Organisation) => readonly Change[]>

function generated({ secrets }: Organisation, name: keyof typeof GENERATED_SECRETS): Change {
  return { name, former: secrets(name), new: generateSecret(GENERATED_SECRETS[name]) }
}

/** Throws `command.carrier-key-stays`, `command.not-rotated`. */
function rotated(given: string): keyof typeof ROTATED {
  if (given === CARRIER_KEY) throw fault('command.carrier-key-stays')
  const known = Object.keys(ROTATED) as (keyof typeof ROTATED)[]
  const found = known.find((one) => one === given)
  if (found !== undefined) return found
  const details = {
    given: printable(given),
    known: known.join(', '),
    nearest: nearestOf(given, known) ?? CONSOLE_PASSWORD,
  }
  throw fault('command.not-rotated', details)
}

/** What is proven is proven on the admin's host, to which nobody connects. */
function refuseByHand({ topology }: Organisation, name: string): void {
  const host = instancesOf(topology, ADMIN).find((admin) => isByHand(topology, admin.host))?.host
  if (host !== undefined) throw fault('command.rotates-by-hand', { host, name }, { host })
}

function toRotate(session: Session, name: string): Purpose {
  const { say, print, paint, emit } = session
  return purposeOf(session, name, () => {
    emit({ type: 'rotated', name })
    print('', paint('done', say('rotate.done', { name })), say('rotate.show', { name }))
  })
}

function purposeOf({ say }: Session, name: string, tellDone: () => void): Purpose {
  return { command: COMMAND, question: say('rotate.confirm', { name }), tellDone }
}
