import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { InstallerError, problem } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'

/** Throws `bundle.output-taken` where a bundle, or a part of one, has that name. */
export async function refuseTaken(out: string): Promise<void> {
  // A folder that is not there is told by whoever writes to it.
  const names = await readdir(dirname(out)).catch(() => [])
  const name = basename(out)
  const taken = names.find(
    (one) => one === name || (one.startsWith(`${name}.`) && /^\d{3}$/.test(one.slice(name.length + 1))),
  )
  if (taken === undefined) return
  const path = `${dirname(out)}/${taken}`
  const details = { path, quoted: shellQuote(path) }
  throw new InstallerError(problem('bundle.output-taken', details, { file: path }))
}
