import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { ARTIFACTS, buildOnce, cachePath } from './cache.js'
import { privateApt } from './private-apt.js'
import type { System } from './system.js'

const NAME = 'cpython-3.7-linux-x86_64.tar.gz'

// The stand-in is Debian 12's interpreter, which older systems can't run: there it is one of their own, with the same pip.
const MAKE = `
for package in ./*.deb; do dpkg-deb -x "$package" tree; done
mkdir -p python/bin
cp "tree/usr/bin/python$VERSION" python/bin/
ln -s "python$VERSION" python/bin/python3
tar -xzf "$ARTIFACTS/${NAME}" python/lib/python3
cp -a "tree/usr/lib/python$VERSION" python/lib/
rm -f "python/lib/python$VERSION/sitecustomize.py"
tar -czf ${NAME} python
rm -r apt tree python ./*.deb
`

const recipe = (system: System, version: string) =>
  cachePath('python', { system: system.id, version, script: MAKE })

/** The stand-in of CPython's archive for a system that is too old for the usual one; undefined where that one runs. */
export function olderPython(system: System): string | undefined {
  return system.python === undefined ? undefined : join(recipe(system, system.python), NAME)
}

export async function buildOlderPython(system: System): Promise<void> {
  const { python: version } = system
  if (version === undefined) return
  await buildOnce(recipe(system, version), async (folder) => {
    const apt = await privateApt(join(folder, 'apt'), system)
    const packages = [`python${version}-minimal`, `libpython${version}-minimal`, `libpython${version}-stdlib`]
    await apt(['download', ...packages, 'python3-distutils'], { cwd: folder })
    const env = { ARTIFACTS, VERSION: version }
    await execa('bash', ['-euo', 'pipefail', '-c', MAKE], { cwd: folder, env })
  })
}

/** Programs of the release ask for nothing; their stand-ins ask for a `python3` that 18.04 is too old to have. */
export async function lendPython(archive: string, root: string): Promise<void> {
  await execa('tar', ['-xzf', archive, '-C', join(root, 'usr/local/lib')])
  await rm(join(root, 'usr/bin/python3'))
  await symlink('/usr/local/lib/python/bin/python3', join(root, 'usr/bin/python3'))
}
