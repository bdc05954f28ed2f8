import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Problem, problem } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import type { OrganisationFolder } from './organisation-folder.js'

type Folder = Pick<OrganisationFolder, 'directory' | 'secrets'>

const TIMEOUT_MILLISECONDS = 5000

/**
 * Whether version control may get hold of the secrets, as a warning: `state.secrets-tracked`, `state.secrets-not-ignored`.
 * Where the folder is in a git work tree, git says so itself; elsewhere a `.gitignore` counts that does not name them.
 */
export async function versionControlProblems(folder: Folder): Promise<Problem[]> {
  const { directory, secrets } = folder
  const gitignore = join(directory, '.gitignore')
  const line = basename(secrets)
  const state = await secretsInGit(folder)
  if (state === 'ignored') return []
  const where = { file: state === 'tracked' ? secrets : gitignore }
  const details = { secrets, gitignore, line, quoted: shellQuote(gitignore), folder: shellQuote(directory) }
  if (state === 'tracked') return [problem('state.secrets-tracked', details, where, 'warning')]
  if (state === undefined && isNamedIn(gitignore, line)) return []
  return [problem('state.secrets-not-ignored', details, where, 'warning')]
}

/** Undefined where there is no git that could say, or nobody who wants to know. */
async function secretsInGit({
  directory,
  secrets,
}: Folder): Promise<'tracked' | 'ignored' | 'open' | undefined> {
  if (!isInWorkTree(directory)) return undefined
  const name = basename(secrets)
  const tracked = await git(directory, 'ls-files', '--', name)
  if (tracked?.code !== 0) return undefined
  if (tracked.output !== '') return 'tracked'
  const ignored = await git(directory, 'check-ignore', '--quiet', '--', name)
  return ignored?.code === 0 ? 'ignored' : ignored?.code === 1 ? 'open' : undefined
}

function isInWorkTree(directory: string): boolean {
  return (
    existsSync(join(directory, '.git')) ||
    (dirname(directory) !== directory && isInWorkTree(dirname(directory)))
  )
}

/** Its exit code and output; undefined when it is not there, or hangs. No program that a repository names is run. */
async function git(directory: string, ...args: string[]) {
  const options = { cwd: directory, timeout: TIMEOUT_MILLISECONDS }
  try {
    const { stdout } = await promisify(execFile)('git', ['-c', 'core.fsmonitor=false', ...args], options)
    return { code: 0, output: stdout }
  } catch (error) {
    const { code } = error as { code?: unknown }
    return typeof code === 'number' ? { code, output: '' } : undefined
  }
}

/** A file that is not there, or can't be read, says nothing. */
function isNamedIn(gitignore: string, line: string): boolean {
  try {
    const lines = readFileSync(gitignore, 'utf8').split(/\r?\n/)
    return lines.some((one) => one.trim() === line || one.trim() === `/${line}`)
  } catch {
    return true
  }
}
