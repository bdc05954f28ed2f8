import { posix } from 'node:path'

/** What lies on a simulated host, in memory: small files with their content, artifacts as sizes only. */
export type HostFiles = ReturnType<typeof createHostFiles>

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
  /** Of a small file. */
  readonly content?: string | Buffer
}

export type KeptFiles = readonly (readonly [path: string, entry: Entry])[]

const ROOT = { type: 'directory', mode: '0755', owner: 'root:root', size: 4096 } as const

export function createHostFiles(nowSeconds: () => number) {
  const entries = new Map<string, Entry>()
  const put = (path: string, entry: Omit<Entry, 'modified'>) => {
    for (const parent of parentsOf(path)) {
      if (!entries.has(parent)) entries.set(parent, { ...ROOT, modified: nowSeconds() })
    }
    entries.set(path, { ...entry, modified: nowSeconds() })
  }
  const below = (path: string) =>
    [...entries.keys()].filter((one) => one === path || one.startsWith(`${path}/`))
  const kept = (path: string): KeptFiles => {
    const entry = entries.get(path)
    return entry === undefined ? [] : [[path, entry]]
  }
  const remove = (path: string) => {
    for (const one of below(clean(path))) entries.delete(one)
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
    /** As `stat -c '%s %Y %a %U:%G %F'` says it; undefined where there is nothing. */
    stat: (path: string) => {
      const entry = entries.get(clean(path))
      if (entry === undefined) return undefined
      const { size, modified, mode, owner, type } = entry
      return `${size} ${modified} ${mode.replace(/^0+(?=.)/, '')} ${owner} ${type}`
    },
    /** Also below a tree that was unpacked, of which nobody knows the files. */
    exists: (path: string) => {
      const place = follow(clean(path))
      return entries.has(place) || parentsOf(place).some((parent) => entries.get(parent)?.holds !== undefined)
    },
    /** Where a path leads, links followed. */
    resolve: (path: string) => follow(clean(path)),
    /** Content of a small file, links followed. */
    read: (path: string) => entries.get(follow(clean(path)))?.content?.toString(),
    /** The same of a file that is no text. */
    readBytes: (path: string) => {
      const content = entries.get(follow(clean(path)))?.content
      return content === undefined ? undefined : Buffer.from(content as string)
    },
    /** Names in a directory, sorted. */
    list: (path: string) => {
      const start = path === '/' ? '/' : `${clean(path)}/`
      const names = [...entries.keys()].filter((one) => one.startsWith(start) && one !== '/')
      return [...new Set(names.map((one) => one.slice(start.length).split('/')[0] ?? ''))].sort()
    },
    /** Every path at and below one. */
    walk: (path: string) => below(clean(path)).sort(),
    makeDirectory: (path: string, mode: string, owner: string) => put(clean(path), { ...ROOT, mode, owner }),
    /** Gives all that is at and below a path to another account. */
    give: (path: string, owner: string) => {
      for (const one of below(clean(path))) {
        const entry = entries.get(one)
        if (entry !== undefined) entries.set(one, { ...entry, owner })
      }
    },
    write: (path: string, content: string | Buffer, mode: string, owner: string) => {
      const size = Buffer.byteLength(content)
      const type = size === 0 ? 'regular empty file' : 'regular file'
      put(clean(path), { type, mode, owner, size, content })
    },
    /** A file of that size whose bytes nobody needs. */
    place: (path: string, size: number, mode: string, owner: string) =>
      put(clean(path), { type: 'regular file', mode, owner, size }),
    unpack: (path: string, bytes: number, owner: string) => {
      remove(path)
      put(clean(path), { ...ROOT, owner, holds: bytes })
    },
    link: (path: string, target: string) => {
      const size = Buffer.byteLength(target)
      put(clean(path), { type: 'symbolic link', mode: '0777', owner: 'root:root', size, target })
    },
    /** Renames a directory and all in it. */
    move: (from: string, to: string) => {
      const all = below(clean(from)).map((path) => [path, entries.get(path)] as const)
      remove(from)
      for (const [path, entry] of all) if (entry) put(clean(to) + path.slice(clean(from).length), entry)
    },
    /** All at and below a path, to be kept elsewhere. */
    copyOut: (path: string) =>
      below(clean(path)).flatMap((one) => {
        const entry = entries.get(one)
        return entry === undefined ? [] : [{ path: one, entry }]
      }),
    /** Puts back what was copied, each at the place that its former one stands for. */
    copyIn: (copied: readonly { path: string; entry: Entry }[], place: (path: string) => string) => {
      for (const { path, entry } of copied) put(place(path), entry)
    },
    remove,
    bytesBelow: (paths: readonly string[]) =>
      paths
        .flatMap((path) => below(clean(path)))
        .reduce((sum, path) => sum + (entries.get(path)?.size ?? 0) + (entries.get(path)?.holds ?? 0), 0),
    /** The host's clock, seconds since the epoch. */
    now: nowSeconds,
    /** Other content with the same size and time, as somebody writes it who means to hide it. */
    tamper: (path: string, content: string) => {
      const place = follow(clean(path))
      const entry = entries.get(place)
      if (entry !== undefined) entries.set(place, { ...entry, content })
    },
    /** All that is at and below a path, as it is now. */
    keep: (path: string): KeptFiles => below(clean(path)).flatMap((one) => kept(one)),
    /** The same again, and nothing else. */
    putBack: (path: string, files: KeptFiles) => {
      remove(path)
      for (const [one, entry] of files) entries.set(one, entry)
    },
    /** Bytes of all of it. */
    bytes: () => [...entries.values()].reduce((sum, { size, holds = 0 }) => sum + size + holds, 0),
  }
}

/** Absolute, and never above the host's root. */
function clean(path: string): string {
  return posix.resolve('/', path)
}

/** `/opt`, `/opt/metis` of `/opt/metis/consul`. */
function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)
}
