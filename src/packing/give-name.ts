import { link, open, rename, rm } from 'node:fs/promises'
import { errnoOf } from './bundle-problem.js'
import { outputTaken } from './refuse-taken.js'

/**
 * Gives a file the name `name` in the same folder, unless something has it: `rename` would replace that without a word.
 * Throws `bundle.output-taken`, and what the file system refuses as it is.
 */
export async function giveName(path: string, name: string): Promise<void> {
  try {
    await link(path, name)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw outputTaken(name)
    return await giveNameWithoutLink(path, name)
  }
  await rm(path)
}

/**
 * The same where there are no hard links: FAT and exFAT, so nearly all sticks, and some network shares. An empty file
 * takes the name first, which only one of several can do, and is what `rename` then replaces.
 */
export async function giveNameWithoutLink(path: string, name: string): Promise<void> {
  try {
    await (await open(name, 'wx')).close()
  } catch (error) {
    throw errnoOf(error) === 'EEXIST' ? outputTaken(name) : error
  }
  try {
    await rename(path, name)
  } catch (error) {
    await rm(name, { force: true })
    throw error
  }
}
