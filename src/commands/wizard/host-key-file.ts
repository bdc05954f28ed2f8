import { appendFileSync, copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { readIfThere, writeFailed } from '../../state/files.js'

/** Host keys of a folder are known from the first connection of a draft on. A draft's own are kept. */
export function startFrom(draftFile: string, folderFile: string): void {
  if (existsSync(draftFile) || !existsSync(folderFile)) return
  try {
    mkdirSync(dirname(draftFile), { recursive: true, mode: 0o700 })
    copyFileSync(folderFile, draftFile)
  } catch (error) {
    throw writeFailed(draftFile, error)
  }
}

/**
 * Adds host keys that were confirmed for a draft to the organisation's own. A host that is known there by another key
 * stays as it is: then somebody has to look at it.
 */
export function mergeHostKeys(draftFile: string, folderFile: string): void {
  const known = new Set(linesOf(folderFile).map(nameIn))
  const added = linesOf(draftFile).filter((line) => !known.has(nameIn(line)))
  if (added.length === 0) return
  const before = readIfThere(folderFile) ?? ''
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  try {
    appendFileSync(folderFile, `${gap}${added.join('\n')}\n`, { mode: 0o600 })
  } catch (error) {
    throw writeFailed(folderFile, error)
  }
}

function nameIn(line: string): string {
  return line.split(/\s+/, 1)[0] ?? ''
}

function linesOf(path: string): string[] {
  return (readIfThere(path) ?? '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
}
