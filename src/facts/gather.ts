import { type Command, sh } from '../lib/command.js'
import { hostFunctions } from '../lib/host-functions.js'
import { clockAgainst, type RoundTrip, timed } from './clock.js'
import { FACTS, type FactId } from './fact-ids.js'
import { healthIn, healthSections, isHealthSection } from './health.js'
import type { HostFacts } from './host-facts.js'
import { type Answers, facts } from './index.js'
import { unitsByName } from './kernel.js'
import { askedCommand, type Questions } from './questions.js'
import { parseSections, printSections, type Section } from './sections.js'
import { ANSWERS_NEED } from './tools.js'

/** Seconds after which a question that is still unanswered is given up. */
const GATHER_SECONDS = 20

/**
 * All questions of a host as one script: one exec, changes nothing, always ends. Runs without root too, with
 * fewer answers (no owners of other people's ports, no receipts).
 */
export function gatherScript(questions: Questions): Command {
  const commands = {
    ...Object.fromEntries(FACTS.map((id) => [id, facts[id](questions).command])),
    ...Object.fromEntries(
      Object.entries(questions.asked).map(([name, asked]) => [name, askedCommand(asked)]),
    ),
    ...healthSections(questions.health),
  }
  return sh`${hostFunctions}
PATH="$PATH:/usr/sbin:/sbin" know_sockets
${timed(printSections(commands, GATHER_SECONDS))}`
}

/**
 * What the host answered. The connection has to stand before `sentAtMs` is taken. Throws a `SyntaxError` when
 * the output was cut off, or when the receipts are not complete: a plan made from that would be wrong.
 */
export function parseFacts(output: string, trip: RoundTrip): HostFacts {
  const clock = clockAgainst(output, trip)
  const sections = parseSections(output)
  if (sections.receipts?.complete !== true) throw new SyntaxError('the host did not list its receipts')
  const answer = <Id extends FactId>(id: Id): Answers[Id] =>
    facts[id](NOTHING).parse(sections[id]?.text ?? '')
  const installDirectory = answer('installDirectory')
  const accounts = answer('accounts')
  const old = answer('old')
  const kernel = answer('kernel')
  const hold = answer('hold')
  const record = answer('record')
  const former = answer('former')
  const left = answer('left')
  const backups = answer('backups')
  const fileSystems = answer('fileSystems')
  const tools = answer('tools')
  const packageTrial = answer('packageTrial')
  const unanswered = FACTS.filter(
    (id) => sections[id]?.complete !== true || tools.some((tool) => ANSWERS_NEED[tool]?.includes(id)),
  )
  return {
    ...(unanswered.length === 0 ? {} : { unanswered }),
    ...(tools.length === 0 ? {} : { missingTools: tools }),
    ...(packageTrial === undefined ? {} : { packageTrial }),
    ...(fileSystems.length === 0 ? {} : { fileSystems }),
    ...(hold === undefined ? {} : { hold }),
    ...(record === undefined ? {} : { record }),
    system: answer('system'),
    hardware: answer('hardware'),
    identity: answer('identity'),
    clock: { ...clock, synchronised: kernel.synchronised },
    software: answer('software'),
    listeners: answer('listeners'),
    receipts: answer('receipts'),
    ...(former.length === 0 ? {} : { former }),
    ...(installDirectory === undefined ? {} : { installDirectory }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(old === undefined ? {} : { old }),
    updates: answer('updates'),
    ...(Object.keys(left).length === 0 ? {} : { left }),
    ...(backups === undefined ? {} : { backups }),
    units: unitsByName(answer('units'), kernel),
    health: healthIn(sections, GATHER_SECONDS),
    told: toldIn(sections),
  }
}

/** Everything that is neither a fixed question nor the health of an instance. */
function toldIn(sections: Readonly<Record<string, Section>>): Readonly<Record<string, string>> {
  const isFixed = new Set<string>(FACTS)
  return Object.fromEntries(
    Object.entries(sections)
      .filter(([name]) => !isFixed.has(name) && !isHealthSection(name))
      .map(([name, { text }]) => [name, text]),
  )
}

/** Parsers do not depend on what was asked. */
const NOTHING: Questions = { installDirectory: '/', packages: [], health: {}, asked: {} }
