import { type Problem, problem } from '../../errors/problem.js'
import type { Role } from '../../topology/topology.js'
import { checkValue } from '../check-value.js'
import { type Draft, type DraftFile, entriesOf, withEntries } from '../draft.js'
import { type Edit, editFile } from '../edit.js'
import { isNetwork } from '../networks.js'
import { setPort } from '../port-settings.js'
import type { NetworkField } from './fields.js'

/** What a text makes of the answers, as far as it can be one, and what is wrong with it. */
export interface Answer {
  readonly edit?: Edit
  readonly problem?: Problem
}

/** Takes a text for a field. Empty: the default. What the draft can hold is kept also while it is wrong. */
export function answerField({ key, about, usual, role = '' }: NetworkField, typed: string): Answer {
  const text = typed.trim()
  switch (about) {
    case 'external-address': {
      const address = text === '' ? (usual ?? '') : text
      const wrong = checkValue(key, address)
      const edit = editFile((file) => withAddress(file, role, key, address))
      return wrong === undefined ? { edit } : { edit, problem: wrong }
    }
    case 'data-center': {
      const wrong = text === '' ? undefined : checkValue(key, text)
      if (wrong !== undefined) return { problem: wrong }
      return {
        edit: editFile((file) =>
          withNetwork(file, 'dataCenter', text === '' || text === usual ? undefined : text),
        ),
      }
    }
    case 'first-carrier':
      return {
        edit: editFile((file) => withNetwork(file, 'bootstrapNodes', text === 'yes' ? [] : undefined)),
      }
    case 'bootstrap-nodes': {
      const nodes = parts(text)
      const wrong = firstWrong(nodes, (node) => checkValue(key, node))
      if (wrong !== undefined) return { problem: wrong }
      return {
        edit: editFile((file) => withNetwork(file, 'bootstrapNodes', nodes.length === 0 ? undefined : nodes)),
      }
    }
    case 'operators':
    case 'moirea': {
      const networks = parts(text)
      const wrong = firstWrong(networks, (network) =>
        isNetwork(network) ? undefined : problem('roles.invalid-network', { found: network }, { path: key }),
      )
      return wrong === undefined
        ? { edit: (draft) => withAccess(draft, about, networks) }
        : { problem: wrong }
    }
    case 'port': {
      const value = text === '' ? (usual ?? '') : text
      const wrong = checkValue(key, value)
      return wrong === undefined
        ? { edit: editFile((file) => setPort(file, key, value)) }
        : { problem: wrong }
    }
  }
}

/** Pasted lists come with blanks, commas or line breaks. */
function parts(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]
}

function firstWrong(
  all: readonly string[],
  judge: (one: string) => Problem | undefined,
): Problem | undefined {
  for (const one of all) {
    const wrong = judge(one)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

function withAddress(file: DraftFile, role: Role, key: string, externalAddress: string): DraftFile {
  const at = Number(/\[(\d+)\]/.exec(key)?.[1] ?? 0)
  const entries = entriesOf(file, role).map((entry, i) => (i === at ? { ...entry, externalAddress } : entry))
  return withEntries(file, role, entries)
}

function withNetwork(
  file: DraftFile,
  key: 'dataCenter' | 'bootstrapNodes',
  value: string | string[] | undefined,
): DraftFile {
  const { network: before = {}, ...rest } = file
  const { [key]: _gone, ...others } = before
  const network = value === undefined ? others : { ...others, [key]: value }
  return Object.keys(network).length === 0 ? rest : { ...rest, network }
}

function withAccess(draft: Draft, key: 'operators' | 'moirea', networks: string[]): Draft {
  const { access: before = {}, ...rest } = draft
  const { [key]: _gone, ...others } = before
  const access = networks.length === 0 ? others : { ...others, [key]: networks }
  return Object.keys(access).length === 0 ? rest : { ...rest, access }
}
