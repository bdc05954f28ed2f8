import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'

const PACKAGES = [
  'libmariadb-java',
  'libpython3.11-minimal',
  'libpython3.11-stdlib',
  'libyaml-snake-java',
  'python3-h2',
  'python3-hpack',
  'python3-hyperframe',
  'python3-pip-whl',
  'python3-yaml',
  'python3.11-minimal',
]

/** Downloads and unpacks without installing, so the building machine stays as it is. Returns the root folder. */
export async function unpackDebianPackages(work: string): Promise<string> {
  const downloads = path.join(work, 'packages')
  const root = path.join(work, 'debian')
  await mkdir(downloads)
  await download(downloads)
  for (const name of await readdir(downloads))
    await execa('dpkg-deb', ['-x', path.join(downloads, name), root])
  return root
}

async function download(folder: string): Promise<void> {
  const fetch = () => execa('apt-get', ['-q', 'download', ...PACKAGES], { cwd: folder })
  try {
    await fetch()
  } catch {
    // Package lists that are missing or older than the mirror.
    await execa('apt-get', ['-q', 'update'])
    await fetch()
  }
}
