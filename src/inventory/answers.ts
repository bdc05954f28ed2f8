import { type Problem, problem } from '../errors/problem.js'
import type { Said } from './inventory.js'
import { pythonLiteral } from './python-literal.js'
import { resolved } from './references.js'
import type { Variables } from './variables.js'

/** A value that org.yaml is to have, by the inventory's names of hosts, and where it was said. */
export interface Taken {
  readonly at: readonly string[]
  readonly value: unknown
  readonly from: Pick<Said, 'file' | 'line' | 'name'>
}

export type OldAnswers = ReturnType<typeof answersOf>
const MOST_PROBLEMS = 200

/** Asks the variables of one inventory, and keeps what there is to tell of them, each thing once. */
export function answersOf(variables: Variables, file: string) {
  const taken: Taken[] = []
  const problems = new Map<string, Problem>()
  const asked = new Set<string>()

  /** Also what a value refers to has been asked for. */
  const noted: Variables = {
    ...variables,
    of: (host, name) => {
      asked.add(name)
      return variables.of(host, name)
    },
  }
  const tell = (
    code: Problem['code'],
    at: Pick<Said, 'file' | 'line'> | undefined,
    severity: Problem['severity'],
    details: Problem['details'],
  ) => {
    const { line } = at ?? {}
    const where = { file: at?.file ?? file, ...(line === undefined ? {} : { line }) }
    const key = JSON.stringify([code, where, details])
    if (problems.size < MOST_PROBLEMS || severity === 'error')
      problems.set(key, problem(code, details, where, severity))
  }
  /** With what it refers to filled in. */
  const said = (host: string | undefined, name: string): Said | undefined => {
    const found = noted.of(host, name)
    if (found === undefined || found.value === null || found.value === '') return undefined
    const value = resolved(noted, host, found.value)
    const isMapping = typeof value?.value === 'object' && !Array.isArray(value.value)
    const isOpen = value === undefined || isMapping || /\$\{|^<.*>$/.test(String(value.value))
    if (isOpen) tell('import.unknown-value', found, 'warning', { name })
    return isOpen ? undefined : { ...found, value: value.value }
  }
  const text = (host: string | undefined, name: string): Said | undefined => {
    const found = said(host, name)
    if (found === undefined) return undefined
    const [, before, comment] = /^(\S+)(\s+#.*)?$/s.exec(String(found.value).trim()) ?? []
    if (comment !== undefined) tell('import.comment', found, 'warning', { name })
    return { ...found, value: before ?? String(found.value).trim() }
  }
  return {
    taken,
    tell,
    said,
    text,
    asked,
    problems: () => [...problems.values()],
    take: (at: readonly string[], one: Said | undefined, value: unknown = one?.value) => {
      if (one !== undefined) taken.push({ at, value, from: one })
    },
    flag: (host: string | undefined, name: string): boolean | undefined => {
      const value = text(host, name)?.value
      return value === undefined ? undefined : /^(true|yes|on|1)$/i.test(String(value))
    },
    /** One port or a list of them; what is none is told, and stands as undefined. */
    ports: (host: string | undefined, name: string) => {
      const found = said(host, name)
      if (found === undefined) return undefined
      const { value } = found
      const literal = typeof value === 'string' ? pythonLiteral(value)?.value : value
      const list: readonly unknown[] = Array.isArray(literal) ? literal : [literal ?? value]
      const values = list.map((one) => portIn(one))
      const at = values.indexOf(undefined)
      if (at !== -1) tell('import.port', found, 'error', { name, found: String(list[at]).slice(0, 40) })
      return { said: found, values }
    },
  }
}

/** The playbooks pad ports with blanks. */
function portIn(value: unknown): number | undefined {
  const port = typeof value === 'string' && /^\s*\d{1,5}\s*$/.test(value) ? Number(value) : value
  return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined
}
