import { PassThrough } from 'node:stream'
import { type Command, sh } from '../lib/command.js'
import { digestFunction, type Incoming } from './partial-file.js'
import type { Transport } from './transport.js'

interface Carrying {
  readonly file: Incoming
  /** So many bytes of it have arrived already. */
  readonly offset: number
  readonly from: Transport
  readonly to: Transport
  readonly signal: AbortSignal
  readonly onBytes: (arrived: number) => void
}

/**
 * One file from a host to the same place on another one, through this machine, which keeps nothing of it: both ways are as safe
 * as the connections. Checked where it arrives.
 */
export async function carryFile({ file, offset, from, to, signal, onBytes }: Carrying): Promise<void> {
  const bytes = new PassThrough({ highWaterMark: AT_ONCE_BYTES })
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const failed: unknown[] = []
  const orStop = async (work: Promise<void>) => {
    try {
      await work
    } catch (reason) {
      failed.push(reason)
      over.abort()
      bytes.destroy()
    }
  }
  // Who only hears that the other one has ended would say so in its place.
  bytes.on('error', () => {})
  await Promise.all([
    orStop(from.download(file.path, bytes, { signal: either })),
    orStop(to.upload({ ...file, source: bytes, offset }, { signal: either, onBytes })),
  ])
  if (failed.length > 0) throw failed[0]
}

const AT_ONCE_BYTES = 1024 * 1024

/** Prints `SHA256 SIZE` of a file; fails where there is none. */
export function sumUpCommand(path: string): Command {
  return sh`${digestFunction}
sum=$(digest <${path}) && printf '%s %s\\n' "\${sum:0:64}" "$(stat -c %s -- ${path})"`
}

/** What `sumUpCommand` printed; undefined when it was something else. */
export function readSum(path: string, output: string): Incoming | undefined {
  const [, sha256, size] = /^([0-9a-f]{64}) (\d{1,15})$/m.exec(output) ?? []
  return sha256 === undefined ? undefined : { path, sha256, size: Number(size) }
}
