import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** What lies on a simulated host. Small files are real ones below its private directory; artifacts are sizes only. */
export interface HostFiles {
  /** As `stat -c '%s %Y %a %U:%G %F'` says it; undefined where there is nothing. */
  readonly stat: (path: string) => string | undefined
  /** Also below a tree that was unpacked, of which nobody knows the files. */
  readonly exists: (path: string) => boolean
  /** Where a path leads, links followed. */
  readonly resolve: (path: string) => string
  /** Content of a small file, links followed. */
  readonly read: (path: string) => string | undefined
  /** Names in a directory, sorted. */
  readonly list: (path: string) => readonly string[]
  /** Every path at and below one. */
  readonly walk: (path: string) => readonly string[]
  readonly makeDirectory: (path: string, mode: string, owner: string) => void
  readonly write: (path: string, content: string, mode: string, owner: string) => void
  /** A small file that is in memory only: there are hundreds of its kind. */
  readonly hold: (path: string, content: string, mode: string, owner: string) => void
  /** A file of that size whose bytes nobody needs. */
  readonly place: (path: string, bytes: number, mode: string, owner: string) => void
  readonly unpack: (path: string, bytes: number, owner: string) => void
  readonly link: (path: string, target: string) => void
  readonly remove: (path: string) => void
  /** Bytes of all of it. */
  readonly bytes: () => number
}

interface Entry {
  readonly type: 'regular file' | 'regular empty file' | 'directory' | 'symbolic link'
  readonly mode: string
  readonly owner: string
  readonly size: number
  /** Seconds since the epoch. */
  readonly modified: number
  readonly target?: string
  /** Bytes in an unpacked archive, of whose files nobody knows. */
  readonly holds?: number
  readonly isReal?: true
  /** Of a file that is held in memory. */
  readonly content?: string
}

const DIRECTORY_BYTES = 4096

export function createHostFiles(directory: string, nowSeconds: () => number): HostFiles {
  const entries = new Map<string, Entry>()
  /** Folders on disk that are there: to make sure of each anew would take longer than the file itself. */
  const folders = new Set<string>()
  const real = (path: string) => join(directory, ...clean(path).split('/'))
  const put = (path: string, entry: Omit<Entry, 'modified'>) => {
    for (const parent of parentsOf(path)) {
      if (!entries.has(parent)) entries.set(parent, { ...ROOT, modified: nowSeconds() })
    }
    entries.set(path, { ...entry, modified: nowSeconds() })
  }
  const remove = (path: string) => {
    const gone = below(entries, path)
    const isOnDisk = gone.some((one) => entries.get(one)?.isReal)
    for (const one of gone) entries.delete(one)
    if (!isOnDisk) return
    rmSync(real(path), { recursive: true, force: true })
    folders.clear()
  }
  const follow = (path: string, left = 8): string => {
    for (const part of [...parentsOf(path), path]) {
      const target = entries.get(part)?.target
      if (target === undefined || left === 0) continue
      return follow(posix.resolve(posix.dirname(part), target) + path.slice(part.length), left - 1)
    }
    return path
  }

  return {
    stat: (path) => {
      const entry = entries.get(clean(path))
      if (entry === undefined) return undefined
      const { size, modified, mode, owner, type } = entry
      return `${size} ${modified} ${mode.replace(/^0+(?=.)/, '')} ${owner} ${type}`
    },
    exists: (path) => {
      const place = follow(clean(path))
      return entries.has(place) || parentsOf(place).some((parent) => entries.get(parent)?.holds !== undefined)
    },
    resolve: (path) => follow(clean(path)),
    read: (path) => {
      const place = follow(clean(path))
      const entry = entries.get(place)
      return entry?.isReal ? readFileSync(real(place), 'utf8') : entry?.content
    },
    list: (path) => {
      const start = path === '/' ? '/' : `${clean(path)}/`
      const names = [...entries.keys()].filter((one) => one.startsWith(start) && one !== '/')
      return [...new Set(names.map((one) => one.slice(start.length).split('/')[0] ?? ''))].sort()
    },
    walk: (path) => below(entries, clean(path)).sort(),
    makeDirectory: (path, mode, owner) =>
      put(clean(path), { type: 'directory', mode, owner, size: DIRECTORY_BYTES }),
    write: (path, content, mode, owner) => {
      const place = real(path)
      const folder = dirname(place)
      if (!folders.has(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
      folders.add(folder)
      writeFileSync(place, content, { mode: 0o600 })
      const size = Buffer.byteLength(content)
      const type = size === 0 ? 'regular empty file' : 'regular file'
      put(clean(path), { type, mode, owner, size, isReal: true })
    },
    hold: (path, content, mode, owner) =>
      put(clean(path), { type: 'regular file', mode, owner, size: Buffer.byteLength(content), content }),
    place: (path, bytes, mode, owner) => put(clean(path), { type: 'regular file', mode, owner, size: bytes }),
    unpack: (path, bytes, owner) => {
      remove(clean(path))
      put(clean(path), { ...ROOT, owner, holds: bytes })
    },
    link: (path, target) =>
      put(clean(path), {
        type: 'symbolic link',
        mode: '0777',
        owner: 'root:root',
        size: Buffer.byteLength(target),
        target,
      }),
    remove: (path) => remove(clean(path)),
    bytes: () => [...entries.values()].reduce((sum, { size, holds = 0 }) => sum + size + holds, 0),
  }
}

const ROOT = { type: 'directory', mode: '0755', owner: 'root:root', size: DIRECTORY_BYTES } as const

/** Absolute, and never above the host's root. */
function clean(path: string): string {
  return posix.resolve('/', path)
}

/** `/opt`, `/opt/metis` of `/opt/metis/consul`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)
}

function below(entries: ReadonlyMap<string, Entry>, path: string): string[] {
  return [...entries.keys()].filter((one) => one === path || one.startsWith(`${path}/`))
}
