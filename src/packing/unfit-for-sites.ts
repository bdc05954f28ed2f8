import type { ElfNeeds } from '../artifacts/elf-needs.js'

/** What Debian 10 has, the oldest system that a bundle is to start on. */
const NEWEST: Readonly<Record<string, string>> = {
  GLIBC: '2.28',
  GLIBCXX: '3.4.25',
  CXXABI: '1.3.11',
  GCC: '8.0.0',
}

/** Libraries that every such system has. */
const EVERYWHERE =
  /^(?:lib(?:c|m|dl|rt|pthread|util)\.so\.\d|libstdc\+\+\.so\.6|libgcc_s\.so\.1|ld-linux-x86-64\.so\.2)$/

/** What of it sites may lack: `GLIBC_2.34`, `libnode.so.115`; undefined when it starts everywhere. */
export function unfitForSites({ libraries, versions }: ElfNeeds): string | undefined {
  return libraries.find((name) => !EVERYWHERE.test(name)) ?? versions.find(isTooNew)
}

function isTooNew(name: string): boolean {
  const [, of = '', version = ''] = /^([A-Z]+)_([\d.]+)$/.exec(name) ?? []
  const newest = NEWEST[of]
  return newest === undefined || compareDotted(version, newest) > 0
}

/** Below 0 when `a` is the older one; of numbers with dots only. */
export function compareDotted(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
