import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InstallerError, problem } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { partNumber } from './part-name.js'

/** Throws `bundle.output-taken` where a bundle, or a part of one, has that name. */
export async function refuseTaken(out: string): Promise<void> {
  // A folder that is not there is told by whoever writes to it.
  const names = await readdir(dirname(out)).catch(() => [])
  const name = basename(out)
  const taken = names.find((one) => one === name || partNumber(name, one) !== undefined)
  if (taken !== undefined) throw outputTaken(join(dirname(out), taken))
}

/** `bundle.output-taken` for what is at `path`. */
export function outputTaken(path: string): InstallerError {
  return new InstallerError(
    problem('bundle.output-taken', { path, quoted: shellQuote(path) }, { file: path }),
  )
}
