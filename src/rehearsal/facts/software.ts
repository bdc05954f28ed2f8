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
