import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import type { Lab, LabHost } from './lab.js'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = '/srv/installer'

/** The installer on a host, for `local: true`: the package with its dependencies, Node.js, and a release. */
export interface InstallerOnHost {
  /** Folder on the host with the files of the release. */
  readonly artifacts: string
  /** What root runs there for a shell of the operator, in which `create-metis-node` is a command. */
  readonly shell: string
  /** Runs it there as the operator, in a folder of the host. */
  run(folder: string, args: readonly string[]): ReturnType<LabHost['exec']>
}

export async function installOnHost(lab: Lab, host: LabHost): Promise<InstallerOnHost> {
  const target = join(host.root, FOLDER)
  const { stdout } = await execa('npm', ['ls', '--omit=dev', '--parseable', '--all'], { cwd: REPOSITORY })
  const dependencies = stdout.split('\n').flatMap((path) => {
    const inside = relative(REPOSITORY, path)
    return inside === '' ? [] : [inside]
  })
  await execa('mkdir', ['-p', target])
  const package_ = ['package.json', 'bin', 'dist', 'presets', ...dependencies]
  await execa('cp', ['--recursive', '--parents', ...package_, target], { cwd: REPOSITORY })
  await execa('cp', ['--recursive', lab.artifacts, join(target, 'release')])
  await execa('cp', ['--dereference', process.execPath, join(target, 'node')])
  const program = `${FOLDER}/node ${FOLDER}/bin/create-metis-node.js`
  const login = `env -i PATH=${FOLDER}/commands:/usr/bin:/bin HOME=/home/${lab.user} LANG=C.UTF-8 TERM=screen`
  const wrapper = `#!/bin/sh\nexec ${program} "$@"\n`
  await mkdir(join(target, 'commands'))
  await writeFile(join(target, 'commands/create-metis-node'), wrapper, { mode: 0o755 })
  return {
    artifacts: `${FOLDER}/release`,
    shell: `runuser -u ${lab.user} -- ${login} bash --norc -c 'cd; exec bash --norc'`,
    run: (folder, args) =>
      host.exec(
        `cd ${folder} && exec runuser -u ${lab.user} -- env -i PATH="$PATH" HOME=/home/${lab.user} LANG=C.UTF-8 ${program} ${args.join(' ')}`,
      ),
  }
}
