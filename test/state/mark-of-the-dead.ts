import { execa } from 'execa'
import { makersMark } from '../../src/state/left-overs.js'

/** The mark of a process of this machine that is there no more. */
export async function markOfTheDead(): Promise<string> {
  const { stdout: pid } = await execa('sh', ['-c', 'echo $$'])
  return makersMark().replace(/^\d+/, pid)
}
