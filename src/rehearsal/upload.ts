import { buffer } from 'node:stream/consumers'
import { InstallerError, problem } from '../errors/problem.js'
import type { Incoming } from '../transports/partial-file.js'
import type { Upload } from '../transports/transport.js'
import type { OnMachine } from './errands/on-machine.js'

/** What a network of 200 Mbit/s carries to one host in a second, bytes. */
const BYTES_PER_SECOND = 25e6
const CHUNK_SECONDS = 0.35

interface Uploading extends OnMachine {
  /** Name of the host. */
  readonly host: string
  readonly onBytes: (sent: number) => void
}

/** Takes as long as the bytes would, and keeps their number: nobody reads them. */
export async function upload({ path, size, source }: Upload, on: Uploading): Promise<void> {
  const { simulation, machine, host, onBytes, sleep, loseHost } = on
  const { faults, pace } = simulation
  const rate = BYTES_PER_SECOND / faults.slowness(machine.address)
  const isLost = faults.losesHost(machine.address, 'distribute')
  const isFull = faults.fillsDisk(machine.address, 'distribute')
  const sendable = isLost || isFull ? Math.floor(size * 0.6) : size
  // An artifact is a file of which nobody reads the bytes.
  const content = typeof source === 'string' ? undefined : await buffer(source)
  for (let sent = 0; sent < sendable; ) {
    const chunk = pace.instant ? sendable : Math.ceil(rate * CHUNK_SECONDS)
    await sleep(CHUNK_SECONDS)
    sent = Math.min(sendable, sent + chunk)
    onBytes(sent)
  }
  if (isLost) loseHost()
  if (isFull) {
    const output = [`tee: ${path}: No space left on device`]
    const details = {
      host,
      path,
      file: typeof source === 'string' ? source : path,
      output: output.join(' | '),
    }
    throw new InstallerError({ ...problem('connection.disk-full', details, { host }), output })
  }
  if (content === undefined) machine.files.place(path, size, '0644', 'root:root')
  else machine.files.write(path, content, '0644', 'root:root')
}

/** A file from another host takes as long as one from the control machine, and meets the same faults. */
export async function fetchFile(file: Incoming, host: string, on: OnMachine): Promise<number> {
  const onBytes = (arrived: number) => on.print(`at ${arrived}`)
  await upload({ ...file, source: file.path }, { ...on, host, onBytes })
  return 0
}
