import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'
import { drawTopology, plainLine } from '../../../src/ui/picture/picture.js'
import type { PictureInput, PictureLook } from '../../../src/ui/picture/span.js'

const FOLDER = new URL('frames/', import.meta.url)

/**
 * Compares the picture with `frames/<name>.txt`, to the letter. After a change that is meant,
 * `UPDATE_FRAMES=1 npx vitest run --project unit test/ui/picture` writes the files anew; look at them in the diff.
 */
export function expectFrame(name: string, input: PictureInput, look: PictureLook): void {
  const drawn = `${drawTopology(input, look).lines.map(plainLine).join('\n')}\n`
  const file = new URL(`${name}.txt`, FOLDER)
  if (process.env.UPDATE_FRAMES === '1') writeFileSync(file, drawn)
  expect(drawn).toBe(readFileSync(file, 'utf8'))
}

export function frameNames(): string[] {
  return readdirSync(FOLDER).map((file) => file.replace(/\.txt$/, ''))
}
