import { readFile } from 'node:fs/promises'
import { byCause } from '../../errors/by-cause.js'
import { causeOf, type Problem } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { groupBy } from '../../lib/group-by.js'
import { problemCard, problemTitle } from '../../ui/problem-card.js'
import type { Session } from '../program/session.js'

/** Problems as cards with an empty line between them, or as JSON lines. Errors go last: that is where eyes are. */
export async function showProblems(
  session: Session,
  problems: readonly Problem[],
  print: Session['print'] = session.print,
): Promise<void> {
  const sources = sourcesFor(session)
  for (const problem of inOrder(byCause(problems))) {
    session.emit({ type: 'problem', ...problem, message: explain(problem, session.language) })
    const { language, paint, width, asTyped } = session
    const source = await sources(problem)
    const look = { language, paint, width, asTyped, ...(source === undefined ? {} : { source }) }
    print(...problemCard(withShortPath(problem, session), look), '')
  }
}

/** Warnings and advice on the way to something else: what, and where to read more. */
export async function showInBrief(session: Session, problems: readonly Problem[]): Promise<void> {
  const { language, paint, width, print, say, options } = session
  if (options.json || options.verbose) return showProblems(session, problems)
  if (problems.length === 0) return
  print(...inOrder(problems).flatMap((problem) => problemTitle(problem, { language, paint, width })))
  print(say('problems.more'), '')
}

/** Failures of a run: where several have one cause on one host, it is explained once. */
export async function showFailures(session: Session, problems: readonly Problem[]): Promise<void> {
  const { language, paint, width, print, say, options } = session
  if (options.json || options.verbose) return showProblems(session, problems)
  for (const [first, ...more] of groupBy(byCause(problems), causeOf).values()) {
    if (first === undefined) continue
    await showProblems(session, [first])
    if (more.length === 0) continue
    print(...more.flatMap((problem) => problemTitle(problem, { language, paint, width })))
    print(say('problems.same'), '')
  }
}

export function countProblems(problems: readonly Problem[]) {
  const count = (severity: Problem['severity']) =>
    problems.filter((problem) => problem.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), advice: count('advice') }
}

const SEVERITIES: readonly Problem['severity'][] = ['advice', 'warning', 'error']

function inOrder(problems: readonly Problem[]): Problem[] {
  return SEVERITIES.flatMap((severity) => problems.filter((problem) => problem.severity === severity))
}

/** Texts of the files that lines are of: org.yaml, a release file of one's own. Each is read once. */
function sourcesFor({ options, file }: Session): (problem: Problem) => Promise<string | undefined> {
  const read = new Map<string, Promise<string | undefined>>()
  return async ({ where, code }) => {
    // A line of an inventory may hold a password.
    if (options.json || where.line === undefined || code.startsWith('import.')) return undefined
    const path = where.file ?? file
    // The card does without the excerpt; that the file can't be read is a problem of its own.
    const text = read.get(path) ?? readFile(path, 'utf8').catch(() => undefined)
    read.set(path, text)
    return text
  }
}

function withShortPath(problem: Problem, { shortPath, file: ours }: Session): Problem {
  const file = problem.where.file ?? (problem.where.line === undefined ? undefined : ours)
  if (file === undefined) return problem
  return { ...problem, where: { ...problem.where, file: shortPath(file) } }
}
