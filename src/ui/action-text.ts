import type { Action } from '../actions/action.js'
import type { Say } from '../i18n/say.js'
import { bytesText } from './measure-text.js'
import { printable } from './text.js'

/** What an action is about, in a few words: a path, package names, a unit and its state. */
export function actionText(action: Action, say: Say): string {
  return printable(objectOf(action, say))
}

/** The name inside a resource id: `unit:metis-consul.service` is about `metis-consul.service`. */
export function resourceName(node: string): string {
  const resource = node.slice(node.indexOf(' ') + 1)
  return printable(resource.slice(resource.indexOf(':') + 1))
}

/** Bytes that an action sends over the wire; what is written by a script is not worth counting. */
export function bytesOf(action: Action): number {
  return action.kind === 'place-artifact' ? action.size : 0
}

function objectOf(action: Action, say: Say): string {
  switch (action.kind) {
    case 'directory':
    case 'write-file':
    case 'install-file':
    case 'unpack':
    case 'close-ports':
      return action.path
    case 'link':
      return `${action.path} -> ${action.target}`
    case 'place-artifact': {
      const name = action.path.slice(action.path.lastIndexOf('/') + 1)
      return say('action.artifact', { name, bytes: bytesText(action.size) })
    }
    case 'carry':
      return say('action.carry', { from: action.from, path: action.path })
    case 'package':
      return action.names.join(', ')
    case 'unit':
      return say(`action.unit.${action.state}`, { unit: action.unit })
    case 'run':
    case 'sql':
      return action.name
    case 'consul-kv':
      return `${action.key} = ${action.value}`
    case 'wait':
      return say('action.wait', { seconds: action.timeoutSeconds })
    case 'set-aside':
      return say('action.set-aside', {
        paths: action.paths.join(', '),
        folder: `${action.into}/${action.instance}-`,
      })
    case 'keep-former':
      return action.unit
    case 'remove':
      return action.paths.join(', ')
  }
}
