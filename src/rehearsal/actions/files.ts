import type {
  Carry,
  Directory,
  InstallFile,
  Link,
  PlaceArtifact,
  Remove,
  SetAside,
  Unpack,
  WriteFile,
} from '../../actions/action.js'
import { receiptFile } from '../../actions/script.js'
import { fill } from '../../lib/text.js'
import type { OnNode } from '../errands/on-machine.js'
import { endUnit } from '../systemd.js'

/** What a host's disk writes and unpacks in a second, bytes. */
const COPIED_PER_SECOND = 400e6
const UNPACKED_PER_SECOND = 40e6

export async function makeDirectory({ path, mode, owner, ownedBy }: Directory, on: OnNode): Promise<number> {
  await on.sleep(0.02)
  if (isOwnerMissing(owner, on)) return 1
  const { files } = on.machine
  if (ownedBy !== undefined && files.stat(path)?.includes(` ${owner} `) === false) {
    if (files.list(path).length > 0) await endUnit(on, ownedBy)
    files.give(path, owner)
  }
  files.makeDirectory(path, mode, owner)
  return 0
}

export async function writeFile(action: WriteFile, on: OnNode): Promise<number> {
  const { path, mode, owner, content, keep } = action
  const { files } = on.machine
  await on.sleep(0.03)
  if (isOwnerMissing(owner, on)) return 1
  if (keep && files.stat(path)?.startsWith('0 ') === false) return 0
  files.write(path, fill(content, on.secrets), mode, owner)
  return 0
}

export async function installFile({ from, path, mode }: InstallFile, on: OnNode): Promise<number> {
  const bytes = bytesIn(from, on)
  if (bytes === undefined) return 1
  await on.sleep(0.05 + bytes / COPIED_PER_SECOND)
  on.machine.files.place(path, bytes, mode, 'root:root')
  return 0
}

export async function unpack({ from, path, owner }: Unpack, on: OnNode): Promise<number> {
  const bytes = bytesIn(from, on)
  if (bytes === undefined) return 1
  await on.sleep(0.3 + bytes / UNPACKED_PER_SECOND)
  on.machine.files.unpack(path, bytes * 2, owner)
  return 0
}

export async function link({ path, target }: Link, on: OnNode): Promise<number> {
  await on.sleep(0.02)
  on.machine.files.link(path, target)
  return 0
}

export async function placedArtifact({ path }: PlaceArtifact, { machine }: OnNode): Promise<number> {
  return machine.files.exists(path) ? 0 : 1
}

export async function carried({ path }: Carry, { machine }: OnNode): Promise<number> {
  const content = machine.files.read(path)
  if (content === undefined) return 1
  machine.files.write(path, content, '0600', 'root:root')
  return 0
}

export async function setAside({ instance, paths, into }: SetAside, on: OnNode): Promise<number> {
  const { machine, simulation } = on
  const { files } = machine
  await on.sleep(0.1)
  const time = new Date(simulation.beganAt * 1000 + simulation.pace.now() * 1000).toISOString()
  const folder = `${into}/${instance}-${time.replaceAll(/[-:]|\.\d+/g, '')}`
  for (const path of paths) {
    const isEmpty = files.walk(path).every((one) => files.stat(one)?.endsWith('directory'))
    if (!isEmpty) files.move(path, `${folder}/${path.slice(path.lastIndexOf('/') + 1)}`)
  }
  return 0
}

export async function remove({ paths, receipts }: Remove, on: OnNode): Promise<number> {
  const { machine, owner } = on
  await on.sleep(0.2)
  for (const path of paths) machine.files.remove(path)
  for (const id of receipts) machine.files.remove(receiptFile(owner.receipts, id))
  return 0
}

function bytesIn(path: string, { machine, print }: OnNode): number | undefined {
  const stat = machine.files.stat(path)
  if (stat === undefined) print(`cp: cannot stat '${path}': No such file or directory`)
  return stat === undefined ? undefined : Number.parseInt(stat, 10)
}

function isOwnerMissing(owner: string, { machine, print }: OnNode): boolean {
  const [user = 'root'] = owner.split(':')
  if (user === 'root' || machine.accounts.has(user)) return false
  print(`chown: invalid user: '${owner}'`)
  return true
}
