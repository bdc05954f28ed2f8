import { type Problem, problem } from '../errors/problem.js'
import { type Inventory, isVaulted, type Said } from './inventory.js'
import { isNobodysAnswer, isPasswordName, OLD_ROLES } from './old-variables.js'
import type { FolderVariables, Variables } from './variables.js'

/** All that somebody has written, wherever it stands. */
export function allSaid(inventory: Inventory, folder: FolderVariables): Said[] {
  const placed = [...inventory.groups, ...inventory.hosts, ...folder.groups, ...folder.hosts]
  return [...placed.flatMap(({ variables }) => variables), ...folder.settings]
}

/** Passwords by their name and place; their values stay where they are. */
export function passwordsIn(said: readonly Said[]): Said[] {
  const found = said.filter(({ name, value }) => isPasswordName(name) && value !== '' && value !== null)
  const places = new Map(found.map((one) => [JSON.stringify([one.name, one.file, one.line]), one]))
  return [...places.values()].slice(0, MOST_PASSWORDS)
}

const MOST_PASSWORDS = 500
const MOST_WARNINGS = 50

/** Those that Ansible makes something else of than text. */
export function passwordForms(passwords: readonly Said[]): Problem[] {
  return passwords
    .filter(({ value }) => typeof value !== 'string' && !isVaulted(value))
    .slice(0, MOST_WARNINGS)
    .map(({ name, file, line }) =>
      problem('import.password-form', { name }, { file, ...(line === undefined ? {} : { line }) }, 'warning'),
    )
}

/** Names that nobody asked for, each once. */
export function ignoredIn(said: readonly Said[], asked: ReadonlySet<string>): string[] {
  const names = new Set(said.map(({ name }) => name))
  return [...names].filter((name) => !asked.has(name) && !isNobodysAnswer(name) && !isPasswordName(name))
}

/** Hosts of the inventory that bear no role. */
export function otherHosts(inventory: Inventory, variables: Variables, file: string): Problem[] {
  const bearers = new Set(OLD_ROLES.flatMap((role) => variables.hostsOf(role)))
  const others = inventory.hosts.flatMap(({ name }) => (bearers.has(name) ? [] : [name]))
  return others.length === 0
    ? []
    : [problem('import.other-hosts', { hosts: others.slice(0, 10).join(', ') }, { file }, 'advice')]
}
