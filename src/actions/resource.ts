import { sha256 } from '../lib/digest.js'
import { identify, type SecretSource, type Text } from '../lib/text.js'
import type { Action } from './action.js'

/** What an action is about, unique on its host: the id of its receipt and of its plan node. */
export function resourceOf(action: Action, instance: string): string {
  switch (action.kind) {
    case 'directory':
      return `directory:${action.path}`
    case 'write-file':
    case 'install-file':
    case 'close-ports':
      return `file:${action.path}`
    case 'unpack':
      return `tree:${action.path}`
    case 'link':
      return `link:${action.path}`
    case 'place-artifact':
      return `artifact:${action.path}`
    case 'carry':
      return `carried:${action.path}`
    case 'package':
      return `packages:${instance}`
    case 'unit':
      return `unit:${action.unit}`
    case 'run':
      return action.isTree ? `tree:${action.path}` : `run:${instance}/${action.name}`
    case 'sql':
      return `sql:${instance}/${action.name}`
    case 'consul-kv':
      return `kv:${action.key}`
    case 'wait':
      return `ready:${instance}`
    case 'set-aside':
      return `aside:${instance}`
    case 'keep-former':
      return `former:${instance}`
    case 'remove':
      return `remove:${instance}`
  }
}

/** Inputs of a file that is put there once, and then is whoever writes to it. */
export const KEPT_INPUTS = summed('kept')

/**
 * Sums up everything that an action's result depends on. Secrets count by their digest, so that a new password
 * changes the file that holds it. Absent for what facts show by themselves.
 */
export function inputsOf(action: Action, digest: SecretSource): string | undefined {
  const sum = summed
  const of = (text: Text) => identify(text, digest)
  switch (action.kind) {
    case 'directory':
      return sum(action.mode, action.owner)
    case 'write-file':
      return action.keep ? KEPT_INPUTS : sum(action.mode, action.owner, of(action.content))
    case 'close-ports':
      return sum(action.content)
    case 'install-file':
      return sum(action.mode, action.sha256)
    case 'unpack':
      return sum(action.owner, action.sha256, action.strip)
    case 'link':
      return sum(action.target)
    case 'place-artifact':
      return action.sha256
    case 'unit':
    case 'run':
      return sum(action.inputs, ...(action.secrets ?? []).map(digest))
    case 'sql':
      return sum(action.inputs, of(action.statements))
    case 'carry':
    case 'package':
    case 'consul-kv':
    case 'wait':
    case 'set-aside':
    case 'keep-former':
    case 'remove':
      return undefined
  }
}

function summed(...parts: unknown[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32)
}

/** Where an action's result lies on the host, if it is a file, directory or link. */
export function pathOf(action: Action): string | undefined {
  return 'path' in action ? action.path : undefined
}
