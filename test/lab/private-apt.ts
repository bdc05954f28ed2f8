import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa, type Options } from 'execa'
import type { System } from './system.js'

export type PrivateApt = (args: string[], options?: Options) => Promise<void>

/**
 * apt-get for one system with state of its own below `folder`: it uses the machine's mirror, proxy and
 * signature checks, and leaves the machine's own sources and package lists as they are.
 * `installed` is the dpkg status file that says what is there already; without it, nothing is.
 */
export async function privateApt(folder: string, system: System, installed?: string): Promise<PrivateApt> {
  await mkdir(join(folder, 'state/lists/partial'), { recursive: true })
  await mkdir(join(folder, 'cache/archives/partial'), { recursive: true })
  const sources = join(folder, 'sources.list')
  const { keyring, suite, components, pockets } = system
  const mirror = await system.mirror()
  const lines = ['', ...pockets].map(
    (pocket) => `deb [signed-by=${keyring}] ${mirror} ${suite}${pocket} ${components.join(' ')}\n`,
  )
  await writeFile(sources, lines.join(''))
  await writeFile(join(folder, 'no-status'), '')
  const settings = {
    'Dir::Etc::SourceList': sources,
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': installed ?? join(folder, 'no-status'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': 'root',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt: PrivateApt = async (args, options = {}) => {
    await execa('apt-get', [...flags, ...args], options)
  }
  await apt(['update'])
  return apt
}
