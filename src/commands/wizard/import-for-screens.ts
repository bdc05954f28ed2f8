import { dirname, relative } from 'node:path'
import { fault, InstallerError, type Problem } from '../../errors/problem.js'
import { type Language, sayIn } from '../../i18n/say.js'
import { printable } from '../../ui/text.js'
import type { ImportedPlaybooks, Workbench } from '../../wizard/workbench.js'
import { readPlaybooks } from '../import/read-playbooks.js'
import { draftOfBundled } from './draft-of-folder.js'

interface Importing {
  /** Of an inventory, or of the folder of the old playbooks; absolute. */
  readonly path: string
  readonly language: Language
  readonly presetsDirectory: string
  readonly bench: Pick<Workbench, 'releases' | 'lookAtFolder'>
}

/** What is sealed is opened at a terminal, where a password is asked for. Throws `InstallerError` with all problems. */
export async function importForScreens(importing: Importing): Promise<ImportedPlaybooks> {
  const { path, language, presetsDirectory, bench } = importing
  const say = sayIn(language)
  const shortPath = (file: string) => relative(dirname(path), file) || file
  const read = await readPlaybooks([path], {
    open: async (_, file) => {
      throw fault('import.sealed', {}, { file })
    },
    presetsDirectory,
    say,
    shortPath,
  }).catch((error: unknown) => {
    if (error instanceof InstallerError) throw new InstallerError(error.problems.map(shortened))
    throw error
  })
  const problems = read.problems.map(shortened)
  if (problems.some(({ severity }) => severity === 'error')) throw new InstallerError(problems)
  const passwords = read.passwords.slice(0, MOST_NAMES).map(({ name, file, line }) => {
    const place = `${shortPath(file)}${line === undefined ? '' : `:${line}`}`
    return say('import.password', { name: printable(name), place: printable(place) })
  })
  return {
    draft: await draftOfBundled(read.text, bench, language),
    problems,
    told: [
      ...(passwords.length === 0 ? [] : [say('import.passwords'), ...passwords, '']),
      say('import.not-asked'),
    ],
  }

  function shortened(problem: Problem): Problem {
    const { file } = problem.where
    return file === undefined ? problem : { ...problem, where: { ...problem.where, file: shortPath(file) } }
  }
}

const MOST_NAMES = 100
