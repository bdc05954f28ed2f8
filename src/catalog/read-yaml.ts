import { readFile, stat } from 'node:fs/promises'
import { fault, InstallerError } from '../errors/problem.js'
import type { SourceDocument } from '../topology/document.js'
import { parseYaml } from './parse-yaml.js'

/** Bytes. */
export const LARGEST_YAML = 1024 * 1024

/** Reads a YAML file with its lines. Throws `InstallerError` when it can't be read or is no YAML. */
export async function readYaml(path: string): Promise<SourceDocument> {
  return parseYaml(await readText(path), path)
}

async function readText(path: string): Promise<string> {
  try {
    // A pipe would be waited for without end, and a device has none.
    const found = await stat(path)
    if (!found.isFile())
      throw fault('topology.unreadable', { file: path, reason: 'ENOTFILE' }, { file: path })
    const text = found.size > LARGEST_YAML ? '\0' : await readFile(path, 'utf8')
    // No text has this byte; programs, archives and UTF-16 do.
    if (text.includes('\0')) throw fault('topology.wrong-file', { file: path }, { file: path })
    return text
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === undefined || cause instanceof InstallerError) throw cause
    throw fault('topology.unreadable', { file: path, reason: code }, { file: path }, cause)
  }
}
