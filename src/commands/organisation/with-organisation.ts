import { InstallerError } from '../../errors/problem.js'
import type { Stage } from '../../events/record-line.js'
import type { HoldSeen } from '../../facts/hold.js'
import { explain } from '../../i18n/explain.js'
import { atWorkOn } from '../../preflight/checks/at-work.js'
import type { GatherResult } from '../../runner/engine.js'
import { allHosts } from '../../topology/topology.js'
import { ageText } from '../../ui/measure-text.js'
import { printable } from '../../ui/text.js'
import type { RunEnd } from '../hooks/hook-run.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import type { Needs, Organisation } from './organisation.js'

/** Opens the organisation for the length of `work`; whatever happens, its connections and lock are let go. */
export async function withOrganisation<T>(
  session: Session,
  needs: Needs & { readonly command: string },
  work: (organisation: Organisation) => Promise<T>,
): Promise<T> {
  const organisation = await session.world.open(session, needs, needs.command)
  let end: RunEnd | undefined
  let tellEnd: ((end: RunEnd) => Promise<void>) | undefined
  try {
    throwIfInterrupted(session)
    if (needs.lock) tellEnd = await toldToHooks(session, organisation, needs.command)
    const result = await work(organisation)
    end = { result }
    return result
  } catch (error) {
    end = { error }
    throw error
  } finally {
    await organisation.close()
    if (end !== undefined) await tellEnd?.(end)
  }
}

async function toldToHooks(session: Session, organisation: Organisation, command: string) {
  if (organisation.topology.hooks === undefined) return undefined
  const { hookRun } = await import('../hooks/hook-run.js')
  return hookRun(session, organisation, command)
}

/** Asks every host, and says so, since hosts far away take a moment. */
export async function gatherFacts(
  session: Session,
  { engine, topology }: Organisation,
  options: { settled?: boolean } = {},
): Promise<GatherResult> {
  session.note(session.say('look.gathering', { count: allHosts(topology).length }))
  const gathered = await engine.gather({ signal: session.world.interrupts.stop, ...options })
  throwIfInterrupted(session)
  return gathered
}

/** For commands that change hosts: one that can't be reached ends them, one that is still busy is waited for. */
export async function lookAtAll(
  session: Session,
  organisation: Organisation,
  stage: Stage = 'looking',
): Promise<GatherResult> {
  session.tellStage(stage)
  const gathered = await gatherFacts(session, organisation, { settled: true })
  if (gathered.problems.some(({ severity }) => severity === 'error')) {
    throw new InstallerError(gathered.problems)
  }
  return gathered
}

/** For commands that only look: who changes hosts at this moment, as what is seen may be different soon. */
export function tellAtWork(session: Session, { facts }: GatherResult): void {
  const tell = atWorkTeller(session)
  for (const [host, { hold }] of Object.entries(facts)) tell(host, hold)
}

/** The same as hosts answer one by one; whoever changes several is told of once. */
export function atWorkTeller({ note, emit, language, paint }: Session) {
  const told = new Set<string>()
  return (host: string, hold: HoldSeen | undefined): void => {
    if (hold?.state !== 'other' || told.has(hold.token)) return
    told.add(hold.token)
    for (const why of atWorkOn(host, hold)) {
      emit({ type: 'problem', ...why })
      note(paint('warning', printable(explain(why, language).what)))
    }
  }
}

/** What a command that was cut off has left of the change of a secret. */
export function tellRotation({ say, note, emit }: Session, { rotating }: Organisation): void {
  const rotation = rotating.current()
  if (rotation === undefined) return
  const names = rotation.changes.map(({ name }) => name).join(', ')
  emit({ type: 'rotation-unfinished', names, since: rotation.begun, toward: rotation.toward })
  note(say('rotate.finishing', { names, since: rotation.begun }))
}

/** One line for each host that nothing connects to: how old what is known of it is, or how its first kit is made. */
export function tellByHand({ world, say, note, emit }: Session, { carried }: Organisation): void {
  for (const { host, last } of carried) {
    emit({ type: 'by-hand', host, made: last?.receipt.made })
    if (last === undefined) {
      note(say('by-hand.silent', { host }))
      continue
    }
    const seconds = Math.max(0, Math.floor((world.now().getTime() - Date.parse(last.receipt.made)) / 1000))
    note(say('by-hand.told', { host, age: ageText(seconds, say) }))
  }
}
