import { cp, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'

export type FighterSite = {
  python: string
  site: string
  wheels: string
  pip(packages: string[], site: string): Promise<number>
}

/** The runtime and `metis` as an installer would lay them out: unpacked, and filled from wheels without a network. */
export async function installFighter(artifacts: string, folder: string): Promise<FighterSite> {
  const wheels = path.join(folder, 'wheelhouse')
  const python = path.join(folder, 'python', 'bin', 'python3')
  await mkdir(folder, { recursive: true })
  for (const name of ['cpython-3.7-linux-x86_64.tar.gz', 'metis-wheelhouse-0.3.0.tar.gz']) {
    await execa('tar', ['-xzf', path.join(artifacts, name), '-C', folder])
  }
  for (const from of [artifacts, path.join(artifacts, 'no_avx2')]) {
    for (const name of await readdir(from)) {
      if (name.endsWith('.whl')) await cp(path.join(from, name), path.join(wheels, name))
    }
  }
  const pip = async (packages: string[], site: string) => {
    const args = ['-m', 'pip', 'install', '--no-index', '--find-links', wheels, '--target', site, ...packages]
    const done = await execa(python, args, {
      reject: false,
      extendEnv: false,
      env: { PIP_CONFIG_FILE: '/dev/null' },
    })
    return done.exitCode ?? -1
  }
  return { python, site: path.join(folder, 'site'), wheels, pip }
}
