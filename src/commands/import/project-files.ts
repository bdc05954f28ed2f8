import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fault, InstallerError } from '../../errors/problem.js'
import { errnoOf } from '../../lib/errno.js'
import { unreadable } from '../../state/files.js'

/** Bytes: of one file, and of all that one import reads. */
const LARGEST_FILE = 1024 * 1024
const LARGEST_TOGETHER = 8 * LARGEST_FILE
const MOST_NAMES = 2000

/** Reads the files of an old project, as many and as large as such a one can be. */
export interface ProjectFiles {
  /** Undefined where there is no such file. Throws `import.too-large`, `import.not-text` or `state.file-unreadable`. */
  readonly text: (path: string) => Promise<string | undefined>
  /** Names in a folder in their order; none where there is no folder. */
  readonly names: (folder: string) => Promise<readonly string[]>
}

export function projectFiles(): ProjectFiles {
  let together = 0
  return {
    text: async (path) => {
      try {
        // A pipe would be waited for without end.
        if (!(await stat(path)).isFile()) return undefined
        const file = await open(path, 'r')
        try {
          const { bytesRead, buffer } = await file.read(
            Buffer.alloc(LARGEST_FILE + 1),
            0,
            LARGEST_FILE + 1,
            0,
          )
          together += bytesRead
          if (bytesRead > LARGEST_FILE || together > LARGEST_TOGETHER)
            throw fault('import.too-large', {}, { file: path })
          const text = buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '')
          if (text.includes('\0')) throw fault('import.not-text', {}, { file: path })
          return text.replace(/\r\n?/g, '\n')
        } finally {
          await file.close()
        }
      } catch (error) {
        if (error instanceof InstallerError) throw error
        if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return undefined
        throw unreadable(path, error)
      }
    },
    names: async (folder) => {
      const names = await readdir(folder).catch(() => [])
      return names.toSorted().slice(0, MOST_NAMES)
    },
  }
}

/** What an inventory's `group_vars` or `host_vars` have for a name: `all.yml`, `all`, or all files in a folder `all`. */
export async function variableFiles(
  files: ProjectFiles,
  folder: string,
  names: readonly string[],
  name: string,
) {
  const found = ['', '.yml', '.yaml', '.json']
    .map((ending) => `${name}${ending}`)
    .filter((one) => names.includes(one))
  const paths: string[] = []
  for (const one of found) {
    const path = join(folder, one)
    const within = (await files.names(path)).filter((each) => /^[^.~]+(\.(ya?ml|json))?$/.test(each))
    paths.push(...(within.length === 0 ? [path] : within.map((each) => join(path, each))))
  }
  return paths
}
