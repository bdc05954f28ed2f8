import { constants } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readYaml } from '../../catalog/read-yaml.js'
import { InstallerError, type Problem, problem } from '../../errors/problem.js'
import { errnoOf } from '../../lib/errno.js'
import { shellQuote } from '../../lib/text.js'
import { valueAt } from '../../topology/path.js'
import type { FolderState } from '../../wizard/workbench.js'

/** What there is at a folder that was typed, and whether an organisation could be written there. */
export async function lookAtFolder(path: string, isOwn: boolean): Promise<FolderState> {
  const names = await namesIn(path)
  if (typeof names === 'string' && names !== 'ENOENT') {
    return { path, holds: 'busy', isOwn, problem: notWritable(path, names) }
  }
  const reason = await refusal(path)
  const what = typeof names === 'string' ? 'nothing' : holds(names)
  const organisation = what === 'organisation' ? await nameIn(join(path, 'org.yaml')) : undefined
  return {
    path,
    holds: what,
    ...(organisation === undefined ? {} : { organisation }),
    isOwn,
    ...(reason === undefined ? {} : { problem: notWritable(path, reason) }),
  }
}

async function nameIn(path: string): Promise<string | undefined> {
  try {
    const { value } = await readYaml(path)
    const name = valueAt(value, ['organisation'])
    return typeof name === 'string' ? name : undefined
  } catch (error) {
    if (error instanceof InstallerError) return undefined
    throw error
  }
}

/** Absolute path for a folder as a person types it: `~/` is the home directory, all else starts here. */
export function folderTyped(typed: string, from: { home: string; workingDirectory: string }): string {
  const text = typed.trim()
  if (text === '~' || text.startsWith('~/')) return join(from.home, text.slice(1))
  return resolve(from.workingDirectory, text)
}

function holds(names: readonly string[]): FolderState['holds'] {
  if (names.includes('org.yaml')) return 'organisation'
  return names.every((name) => name === '.git' || name === '.gitignore') ? 'nothing' : 'busy'
}

/** Why the folder, or the nearest one above it that is there, takes no new files; undefined when it does. */
async function refusal(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return 'ENOTDIR'
    await access(path, constants.W_OK | constants.X_OK)
    return undefined
  } catch (error) {
    const code = errnoOf(error)
    if (code === 'ENOENT' && dirname(path) !== path) return refusal(dirname(path))
    return code ?? String(error)
  }
}

async function namesIn(path: string): Promise<readonly string[] | string> {
  try {
    return await readdir(path)
  } catch (error) {
    return errnoOf(error) ?? String(error)
  }
}

function notWritable(path: string, message: string): Problem {
  return problem('command.write-failed', { path, folder: shellQuote(path), message }, { file: path })
}
