import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFailed } from '../../state/files.js'
import { createMask } from '../../transports/mask.js'
import { bytesText } from '../../ui/measure-text.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { gatherFacts, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import { isYes, needsAnswer } from '../terminal/ask.js'
import {
  type Chapter,
  factSections,
  fileSection,
  logSections,
  overview,
  planSection,
  runSections,
} from './chapters.js'
import { namesIn } from './names.js'
import { createRedactor, type Redactor } from './redact.js'

/** Of the whole file; a mail takes it. */
const MOST_BYTES = 5_000_000

/** One file with which somebody else can help: without secrets, addresses and names, and shown before it is written. */
export function support(session: Session): Promise<ExitCode> {
  const needs = { artifacts: 'later', lock: false, command: 'support' } as const
  return withOrganisation(session, needs, async (organisation) => {
    const { world, say, print, emit, paint, shortPath } = session
    const found = await collect(session, organisation)
    const bytes = found.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
    show(session, found, found.counts)
    const path = join(
      organisation.folder.directory,
      `support-${world.now().toISOString().replace(/[-:.]/g, '')}.txt`,
    )
    if (
      !(await agreed(
        session,
        say('support.confirm', { path: shortPath(path), bytes: bytesText(bytes) }),
        found,
      ))
    ) {
      print(say('support.declined'))
      return EXIT.failed
    }
    write(path, asText(found))
    emit({ type: 'support', path, bytes, ...found.counts })
    print(paint('done', say('support.written', { path: shortPath(path) })))
    return EXIT.done
  })
}

interface Found extends ReadonlyArray<Chapter> {
  readonly counts: ReturnType<Redactor['counts']>
}

async function collect(session: Session, organisation: Organisation): Promise<Found> {
  const { facts, problems } = await gatherFacts(session, organisation)
  session.note(session.say('support.reading'))
  const findings = [...organisation.problems, ...problems, ...organisation.engine.preflight(facts, [])]
  const runs = runSections(organisation)
  const logs = await logSections(session, organisation, facts)
  const plan = await planSection(session, organisation, facts)
  throwIfInterrupted(session)
  // What tells most comes first: what there is no room for is cut from the end.
  const all = [
    ...overview(session, organisation, facts, findings),
    fileSection(organisation),
    plan,
    ...runs,
    ...logs,
    ...factSections(facts),
  ]
  const names = namesIn(organisation, facts, runs.map(({ text }) => text).join('\n'))
  const given = createMask(passwordsGiven(session))
  const { redact, counts } = createRedactor(names, (text) => given(organisation.mask(text)))
  const redacted = all.map(({ title, text }) => ({ title: redact(title), text: redact(text) }))
  return Object.assign(within(redacted, MOST_BYTES), { counts: counts() })
}

function passwordsGiven({ world }: Session): string[] {
  return Object.entries(world.env).flatMap(([name, value]) =>
    /^METIS_.*(PASSWORD|PASSPHRASE)$/.test(name) && value !== undefined ? [value] : [],
  )
}

/** Each has its even share of what is left, and keeps its end, where the news is. Cut after all was redacted: half a secret is not known. */
function within(sections: readonly Chapter[], bytes: number): Chapter[] {
  let left = bytes
  return sections.map(({ title, text }, at) => {
    const share = Math.floor(left / (sections.length - at))
    // What short ones leave is for those after them.
    const kept = Buffer.byteLength(text) <= share ? text : lastBytes(text, share)
    left -= Buffer.byteLength(kept)
    return { title, text: kept }
  })
}

function lastBytes(text: string, bytes: number): string {
  const tail = Buffer.from(text).subarray(-bytes).toString('utf8')
  return `… ${Buffer.byteLength(text) - bytes} bytes before this\n${tail.slice(tail.indexOf('\n') + 1)}`
}

function show(
  { say, print }: Session,
  sections: readonly Chapter[],
  counts: ReturnType<Redactor['counts']>,
): void {
  const lines = sections.map(
    ({ title, text }) => `  ${bytesText(Buffer.byteLength(text)).padStart(9)}  ${printable(title)}`,
  )
  print(say('support.holds'), ...lines, '', say('support.replaced', counts), '')
}

/** `s` shows all of it, and asks again. */
async function agreed(session: Session, question: string, sections: readonly Chapter[]): Promise<boolean> {
  if (session.options.yes === true) return true
  if (session.ask === undefined) throw needsAnswer(question, '--yes')
  for (;;) {
    const answer = await session.ask.line(session.say('support.question', { question }))
    throwIfInterrupted(session)
    if (answer.trim().toLowerCase() !== 's') return isYes(answer)
    session.print(...asText(sections).split('\n').map(printable))
  }
}

function asText(sections: readonly Chapter[]): string {
  return sections
    .map(({ title, text }) => `===== ${title}\n${text.endsWith('\n') ? text : `${text}\n`}`)
    .join('\n')
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw writeFailed(path, error)
  }
}
