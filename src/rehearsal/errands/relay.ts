import type { Incoming } from '../../transports/partial-file.js'
import { upload } from '../upload.js'
import { whenAborted } from '../when-aborted.js'
import type { OnMachine } from './on-machine.js'

const PORT = 40_000

/** Hands a file out, as far as anybody can tell: nobody connects to it, and it ends when it is told to. */
export async function serve({ print, signal }: OnMachine): Promise<number> {
  print(`listening ${PORT}`)
  await whenAborted(signal)
  return 1
}

/** A file from another host takes as long as one from the control machine, and meets the same faults. */
export async function fetchFile(file: Incoming, host: string, on: OnMachine): Promise<number> {
  const onBytes = (arrived: number) => on.print(`at ${arrived}`)
  await upload({ ...file, source: file.path }, { ...on, host, onBytes })
  return 0
}
