import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

const SITES = '/etc/nginx/sites-enabled'

/** As `softwareFact` asks: packages, then Java, MySQL, sites of nginx, and the admin's database. */
export function printSoftware(machine: Machine, asked: readonly string[]): string {
  const { packages, database } = machine
  const installed = asked.filter((name) => packages.has(name))
  const java = [...packages].find(([name]) => name.startsWith('openjdk-'))?.[1]
  const mariadb = packages.get('mariadb-server')?.replace(/^\d+:/, '')
  return labelledLines([
    ...installed.map((name) => ['package', `${name} ${packages.get(name)}`] as const),
    ...(java === undefined ? [] : [['java', `JAVA_VERSION="${javaVersion(java)}"`] as const]),
    ...(mariadb === undefined ? [] : [['mysql', `mariadbd  Ver ${mariadb}`] as const]),
    ...(database.hasTables ? [['database', 'metis_admin'] as const] : []),
    ...machine.files.list(SITES).flatMap((site) => siteLines(machine, site)),
  ])
}

function siteLines({ files }: Machine, site: string) {
  const text = files.read(`${SITES}/${site}`) ?? ''
  const listens = [...text.matchAll(/^\s*listen\s+([^\s;]+)/gm)].map(([, at = '']) => at)
  return [['site', site] as const, ...listens.map((at) => ['listen', `${at} ${site}`] as const)]
}

/** `17.0.13` of `17.0.13+11-2~deb12u1`, `1.8.0_432` of `8u432-ga~us1-0ubuntu2~22.04`. */
function javaVersion(version: string): string {
  const [, update] = /^8u(\d+)/.exec(version) ?? []
  return update === undefined ? version.replace(/[+-].*/, '') : `1.8.0_${update}`
}

/** As `receiptsFact` asks: every receipt, then what `stat` says now of each path. */
export function printReceipts({ files }: Machine, installDirectory: string): string {
  const directory = `${installDirectory}/.installed`
  const receipts = files
    .list(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => files.read(`${directory}/${name}`)?.split('\n') ?? [])
  const texts = receipts.map(([, text = '']) => `${text}\n`).join('')
  const paths = receipts.flatMap(([path = '']) => (path === '' ? [] : [path]))
  const stats = paths.flatMap((path) => {
    const now = files.stat(path)
    return now === undefined ? [] : [`now ${now}\t${path}\n`]
  })
  return `${texts}\n${stats.join('')}`
}

/** As `installDirectoryFact` asks: `ls -Ab`, and a closing dot. */
export function printInstallDirectory({ files }: Machine, installDirectory: string): string {
  const aside = files.list(`${installDirectory}/.removed`).map((name) => `.removed/${name}`)
  return [...files.list(installDirectory), ...aside, '.'].map((name) => `${name}\n`).join('')
}

/** As `leftFact` asks. */
export function printLeft({ files }: Machine, installDirectory: string, named: readonly string[]): string {
  return files
    .list(installDirectory)
    .filter((name) => !named.includes(name))
    .flatMap((name) => {
      const home = `${installDirectory}/${name}`
      const kept = ['data', 'moved'].map((one) => `${home}/${one}`).filter((path) => files.exists(path))
      return kept.length === 0 ? [] : [`${name} ${Math.ceil(files.bytesBelow(kept) / 1024)}\n`]
    })
    .join('')
}
