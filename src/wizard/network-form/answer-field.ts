import { type Problem, problem } from '../../errors/problem.js'
import { isNetwork } from '../../topology/networks.js'
import type { Role } from '../../topology/topology.js'
import { checkValue } from '../check-value.js'
import { type DraftFile, entriesOf, withEntries, withKey } from '../draft.js'
import { type Edit, editFile } from '../edit.js'
import { setPort } from '../port-settings.js'
import type { NetworkField } from './fields.js'

/** What a text makes of the answers, as far as it can be one, and what is wrong with it. */
export interface Answer {
  readonly edit?: Edit
  readonly problem?: Problem | undefined
}

/** Takes a text for a field. Empty: the default. What the draft can hold is kept also while it is wrong. */
export function answerField({ key, about, usual, role = '' }: NetworkField, typed: string): Answer {
  const text = typed.trim()
  switch (about) {
    case 'external-address': {
      const address = text === '' ? (usual ?? '') : text
      const edit = editFile((file) => withAddress(file, role, key, address))
      return { edit, problem: checkValue(key, address) }
    }
    case 'data-center': {
      const place = text === '' || text === usual ? undefined : text
      return unless(text === '' ? undefined : checkValue(key, text), setNetwork('dataCenter', place))
    }
    case 'first-carrier':
      return { edit: setNetwork('bootstrapNodes', text === 'yes' ? [] : undefined) }
    case 'bootstrap-nodes': {
      const nodes = parts(text)
      const wrong = nodes.map((node) => checkValue(key, node)).find((found) => found !== undefined)
      return unless(wrong, setNetwork('bootstrapNodes', nodes.length > 0 ? nodes : undefined))
    }
    case 'firewall': {
      const way = text === 'managed' ? 'managed' : 'by-hand'
      return { edit: editFile((file) => ({ ...file, firewall: way })) }
    }
    case 'operators':
    case 'moirea':
    case 'partners': {
      const networks = parts(text)
      const wrong = networks.find((network) => !isNetwork(network))
      if (wrong !== undefined)
        return { problem: problem('roles.invalid-network', { found: wrong }, { path: key }) }
      return { edit: editFile((file) => withAccess(file, about, networks)) }
    }
    case 'port': {
      const value = text === '' ? (usual ?? '') : text
      const edit = editFile((file) => setPort(file, key, value))
      return unless(checkValue(key, value), edit)
    }
  }
}

function unless(problem: Problem | undefined, edit: Edit): Answer {
  return problem === undefined ? { edit } : { problem }
}

/** Pasted lists come with blanks, commas or line breaks. */
function parts(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]
}

function withAddress(file: DraftFile, role: Role, key: string, externalAddress: string): DraftFile {
  const at = Number(/\[(\d+)\]/.exec(key)?.[1] ?? 0)
  const entries = entriesOf(file, role).map((entry, i) => (i === at ? { ...entry, externalAddress } : entry))
  return withEntries(file, role, entries)
}

function setNetwork(key: 'dataCenter' | 'bootstrapNodes', value: string | string[] | undefined): Edit {
  return editFile((file) => withKey(file, 'network', withKey(file.network ?? {}, key, value)))
}

function withAccess(
  file: DraftFile,
  key: 'operators' | 'moirea' | 'partners',
  networks: string[],
): DraftFile {
  const given = networks.length === 0 ? undefined : networks
  return withKey(file, 'access', withKey(file.access ?? {}, key, given))
}
