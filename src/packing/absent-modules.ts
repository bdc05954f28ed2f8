import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import type { InstallerFile } from './installer-file.js'

/** `require` with a name, by whatever a build calls it, and imports that are calls. */
const CALLED = /(?:require\w*(?:\.resolve)?|\bimport)\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g
/** At the beginning of a line, or behind names that stand on lines of their own. */
const IMPORTED = /^\s*(?:(?:import|export)\b[^\n'"]*|\}\s*from\s*)["']([^"'\n]+)["']/gm
const PACKAGE = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*/i

/**
 * Packages that these files ask for by name, if only to see whether they are there, and that are not among them: in
 * order. Text that only looks like an import may add one.
 */
export async function absentModules(files: readonly InstallerFile[]): Promise<string[]> {
  const paths = files.map(({ path }) => path)
  const asked = new Set<string>()
  for (const { path, local } of files) {
    if (!/\.[cm]?js$/.test(path)) continue
    const text = await readFile(local, 'utf8')
    for (const [, name = ''] of [...text.matchAll(CALLED), ...text.matchAll(IMPORTED)]) {
      const isName = /^[\w@./-]+$/.test(name) && !isBuiltin(name)
      const [wanted] = (isName && PACKAGE.exec(name)) || []
      if (wanted !== undefined) asked.add(wanted)
    }
  }
  return [...asked].filter((name) => !paths.some((path) => path.startsWith(`node_modules/${name}/`))).sort()
}
