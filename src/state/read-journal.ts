import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InstallerError, problem } from '../errors/problem.js'
import { type RunEvent, runEvent } from '../events/run-event.js'
import { shellQuote } from '../lib/text.js'
import { errnoOf, unreadable } from './file-problems.js'
import type { OrganisationFolder } from './organisation-folder.js'

/**
 * The events of a run in order. A last line that was cut by a crash is left out; any other line that is no event
 * is `state.journal-damaged`.
 */
export function readJournal(path: string): readonly RunEvent[] {
  let content: string
  try {
    content = readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
  const lines = content.split('\n')
  // Every whole event ends with a newline, so what follows the last one is nothing or a cut event.
  lines.pop()
  return lines.map((line, i) => parse(path, line, i + 1))
}

/** The journal of the newest run, or of the newest run of one command; `undefined` when there is none. */
export function latestRun(folder: Pick<OrganisationFolder, 'runs'>, command?: string): string | undefined {
  let names: string[]
  try {
    names = readdirSync(folder.runs)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadable(folder.runs, error)
  }
  const journals = names.flatMap((name) => {
    const [, time, of, attempt] = /^(\d{8}T\d{9}Z)-(.+?)(?:-(\d+))?\.jsonl$/.exec(name) ?? []
    if (time === undefined || (command !== undefined && of !== command)) return []
    return [{ name, time, attempt: Number(attempt ?? 1) }]
  })
  const newest = journals.sort((a, b) => b.time.localeCompare(a.time) || b.attempt - a.attempt)[0]
  return newest && join(folder.runs, newest.name)
}

function parse(path: string, line: string, number: number): RunEvent {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    throw damaged(path, number, 'not JSON')
  }
  const parsed = runEvent.safeParse(data)
  if (parsed.success) return parsed.data
  const reason = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw damaged(path, number, reason)
}

function damaged(path: string, line: number, reason: string): InstallerError {
  const details = { path, line, reason, quoted: shellQuote(path) }
  return new InstallerError(problem('state.journal-damaged', details, { file: path, line }))
}
