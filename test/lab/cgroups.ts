import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A group of its own in every cgroup tree, as its `cgroup.procs` files. Without that, all hosts would
 * share one, and the systemd of each would end the services of the others.
 */
export function createCgroup(lab: string, member: string): string[] {
  return cgroupRoots(lab).map((root) => {
    const folder = join(root, member)
    mkdirSync(folder, { recursive: true })
    return join(folder, 'cgroup.procs')
  })
}

export function pidsInCgroups(lab: string): number[] {
  const pids = cgroupFolders(lab).flatMap((folder) => readPids(join(folder, 'cgroup.procs')))
  return [...new Set(pids)]
}

/** False while the kernel still holds one of them. */
export function removeCgroups(lab: string): boolean {
  // A parent goes only after its children.
  for (const folder of cgroupFolders(lab).reverse()) {
    try {
      rmdirSync(folder)
    } catch {}
  }
  return cgroupFolders(lab).length === 0
}

function cgroupFolders(lab: string): string[] {
  return cgroupRoots(lab).flatMap(foldersFrom)
}

function foldersFrom(root: string): string[] {
  try {
    const entries = readdirSync(root, { withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory())
    return [root, ...folders.flatMap((folder) => foldersFrom(join(root, folder.name)))]
  } catch {
    return []
  }
}

function cgroupRoots(lab: string): string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const trees = mounts.filter(
    ([, , type, options]) => type === 'cgroup2' || (type === 'cgroup' && options?.includes('name=systemd')),
  )
  return trees.map(([, path]) => join(path ?? '', `metis-lab.${lab}`))
}

function readPids(file: string): number[] {
  try {
    // 0 is a process of another pid namespace, which is not ours to signal.
    return readFileSync(file, 'utf8')
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0)
  } catch {
    return []
  }
}
