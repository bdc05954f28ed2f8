import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'

export interface HostDisk {
  /** A folder of the host's own, which becomes its disk. */
  folder: string
  size: string
  /** Folders that are mounted one above the other, the topmost first. */
  layers: readonly string[]
  name: string
  address: string
  /** Contents by absolute path. */
  files: Readonly<Record<string, string>>
}

/** Mounts a machine's disk, memory above shared layers, and writes what makes this machine itself. Returns its root. */
export async function createHostDisk({
  folder,
  size,
  layers,
  name,
  address,
  files,
}: HostDisk): Promise<string> {
  await mkdir(folder, { recursive: true })
  await execa('mount', ['-t', 'tmpfs', 'lab-disk', '-o', `size=${size},mode=755`, folder])
  const [upper, work, root] = [join(folder, 'upper'), join(folder, 'work'), join(folder, 'root')]
  for (const path of [upper, work, root]) await mkdir(path)
  const folders = `lowerdir=${layers.join(':')},upperdir=${upper},workdir=${work}`
  await execa('mount', ['-t', 'overlay', 'lab-root', '-o', folders, root])
  await placeFiles(root, {
    '/etc/hostname': `${name}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n${address} ${name}\n`,
    // An empty one would mean "first boot", which is slow.
    '/etc/machine-id': `${randomBytes(16).toString('hex')}\n`,
    ...files,
  })
  return root
}

const MOST_TRIES = 20

/** Leaves so little free that the next write of any size fails. */
export async function fillDisk(folder: string, leaveMegabytes: number): Promise<void> {
  // Shrinking the disk to what it holds costs no memory; filling it would. One who writes may be ahead of that.
  for (let tries = 1; ; tries++) {
    const { stdout } = await execa('df', ['--block-size=1', '--output=used', folder])
    const used = Number(stdout.split('\n').at(-1))
    try {
      return await resizeDisk(folder, String(used + leaveMegabytes * 1024 * 1024))
    } catch (error) {
      if (tries === MOST_TRIES) throw error
    }
  }
}

export async function resizeDisk(folder: string, size: string): Promise<void> {
  await execa('mount', ['-o', `remount,size=${size}`, folder])
}

async function placeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path)
    await mkdir(dirname(target), { recursive: true })
    // Some are links, and an absolute one would lead to this machine's own file.
    await rm(target, { force: true })
    await writeFile(target, content)
  }
}
