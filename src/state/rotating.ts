import { statSync } from 'node:fs'
import { readIfThere } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import {
  type Change,
  type Rotation,
  readRotation,
  removeRotation,
  rotationFile,
  writeRotation,
} from './rotation-file.js'
import { readSecretsFile, writeSecretsFile } from './secrets-file.js'
import { createAtomically, writeAtomically } from './write-atomically.js'

/** The change of secrets to other values, in an order in which it may be cut off anywhere. */
export interface Rotating {
  /** Where both values are meanwhile. */
  readonly path: string
  /** What is not proven yet. */
  readonly current: () => Rotation | undefined
  /** In memory only: plans are made with the former values, to see whether hosts have them. */
  readonly assumeFormer: (changes: readonly Change[]) => void
  /** In memory only: plans are made with the new values from now on. */
  readonly begin: (changes: readonly Change[], at: Date) => void
  /**
   * Both values into the file of the rotation, and only then the one that hosts are to have where it belongs. The first time it
   * does all of it or nothing.
   */
  readonly write: () => void
  /** Does that for a rotation of a program that has ended on its way; nothing after the first time. */
  readonly takeUp: () => void
  /** The new values do not work: hosts are to have the former again. */
  readonly turnBack: () => void
  /** Services work with what they have, or others' values have taken the place of both: these are forgotten. */
  readonly proven: () => void
}

/** `values`: the secrets in memory, by name. Throws `state.rotation-damaged`, `state.write-failed`. */
export function createRotating(
  folder: Pick<OrganisationFolder, 'secrets'>,
  values: Map<string, string>,
): Rotating {
  const path = rotationFile(folder)
  let current = readRotation(path)
  let isFromBefore = current !== undefined
  let mayBeOnHosts = isFromBefore
  const follow = () => {
    for (const change of current?.changes ?? []) values.set(change.name, wantedOf(change, current))
  }
  const write = () => {
    if (current === undefined) return
    writeRotation(path, current)
    try {
      putInPlace(folder, current)
    } catch (error) {
      if (!mayBeOnHosts) {
        takeBack(folder, current)
        removeRotation(path)
      }
      throw error
    }
    mayBeOnHosts = true
    isFromBefore = false
  }
  follow()
  return {
    path,
    current: () => current,
    assumeFormer: (changes) => {
      for (const { name, former } of changes) values.set(name, former)
    },
    begin: (changes, at) => {
      current = { version: 1, begun: at.toISOString(), toward: 'new', changes: [...changes] }
      follow()
    },
    write,
    takeUp: () => {
      if (isFromBefore) write()
    },
    turnBack: () => {
      if (current === undefined) return
      current = { ...current, toward: 'former' }
      follow()
      write()
    },
    proven: () => {
      current = undefined
      removeRotation(path)
    },
  }
}

function wantedOf(change: Change, rotation: Rotation | undefined): string {
  return rotation?.toward === 'former' ? change.former : change.new
}

function putInPlace(folder: Pick<OrganisationFolder, 'secrets'>, rotation: Rotation): void {
  const file = readSecretsFile(folder.secrets)
  const generated = rotation.changes.filter(({ path }) => path === undefined)
  if (file !== undefined && generated.length > 0) {
    const secrets = { ...file.secrets }
    for (const change of generated) {
      const before = Object.hasOwn(secrets, change.name) ? secrets[change.name] : undefined
      if (before !== undefined) secrets[change.name] = { ...before, value: wantedOf(change, rotation) }
    }
    writeSecretsFile(folder.secrets, { ...file, secrets })
  }
  for (const change of rotation.changes) {
    if (change.path !== undefined) replaceFile(change.path, wantedOf(change, rotation), rotation.begun)
  }
}

/** What of it is in place already. */
function takeBack(folder: Pick<OrganisationFolder, 'secrets'>, rotation: Rotation): void {
  const secrets = readSecretsFile(folder.secrets)?.secrets ?? {}
  const isNew = ({ name, path, new: value }: Change) =>
    (path === undefined ? secrets[name]?.value : readIfThere(path)) === value
  const changes = rotation.changes.filter(isNew)
  putInPlace(folder, { ...rotation, toward: 'former', changes })
}

/** The operator's own file; what was in it stays beside it, under a name with the time. */
function replaceFile(path: string, content: string, begun: string): void {
  const before = readIfThere(path)
  if (before === content) return
  if (before !== undefined) createAtomically(formerFile(path, begun), before, 0o600)
  writeAtomically(path, content, before === undefined ? 0o600 : statSync(path).mode & 0o777)
}

/** `console.key` of a rotation that began at 08:15 on that day: `console.key.2026-11-30T081500Z.former`, as `.gitignore` has it. */
export function formerFile(path: string, begun: string): string {
  return `${path}.${begun.replace(/\.\d+Z$/, 'Z').replaceAll(':', '')}.former`
}
