import { chmod, copyFile, cp, mkdir, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import type { BuiltFile } from '../build.js'
import type { BuildInput } from './input.js'
import { packFolder } from './tarball.js'

const NAME = 'cpython-3.7-linux-x86_64.tar.gz'
// The marker would make pip refuse; sitecustomize is a link into the host's /etc; the rest is only weight.
const DROPPED = [
  'EXTERNALLY-MANAGED',
  'sitecustomize.py',
  'ensurepip',
  'idlelib',
  'lib2to3',
  'pydoc_data',
  'test',
  'tkinter',
  'turtledemo',
]

/**
 * A Python that runs from wherever it is unpacked: the interpreter finds its library beside itself. It is Debian's
 * 3.11 under the name of the release's 3.7, which no mirror of the machine has.
 */
export async function buildPythonRuntime({ debian, work }: BuildInput): Promise<BuiltFile[]> {
  const root = path.join(work, 'runtime', 'python')
  const library = path.join(root, 'lib', 'python3.11')
  await mkdir(path.join(root, 'bin'), { recursive: true })
  await copyFile(path.join(debian, 'usr/bin/python3.11'), path.join(root, 'bin', 'python3.11'))
  await chmod(path.join(root, 'bin', 'python3.11'), 0o755)
  await symlink('python3.11', path.join(root, 'bin', 'python3'))
  await cp(path.join(debian, 'usr/lib/python3.11'), library, { recursive: true, verbatimSymlinks: true })
  for (const name of DROPPED) await rm(path.join(library, name), { recursive: true, force: true })
  await addPip(debian, path.join(root, 'lib', 'python3', 'dist-packages'))
  return [{ name: NAME, content: await packFolder(root, path.join(work, NAME), 'gzip'), mode: 0o644 }]
}

async function addPip(debian: string, packages: string): Promise<void> {
  await mkdir(packages, { recursive: true })
  const wheels = path.join(debian, 'usr/share/python-wheels')
  await execa('unzip', ['-q', '-d', packages, `${wheels}/pip-*.whl`])
}
