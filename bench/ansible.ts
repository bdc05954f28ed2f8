import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import type { Playbook } from './playbook.js'
import type { BenchSite } from './site.js'

const MITOGEN = '/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy'

/** Ansible as Debian has it. */
export async function installAnsible(): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', 'ansible-core', 'ansible-mitogen']
  const first = await execa('apt-get', install, { env, reject: false })
  if (!first.failed) return
  await execa('apt-get', ['update'])
  await execa('apt-get', install, { env })
}

/**
 * `pipelining`: 16 forks, pipelining, ControlPersist, and else what Ansible does by itself, compression too.
 * `mitogen`: its fairest best, with every compression off.
 */
export type AnsibleKind = 'pipelining' | 'mitogen'

export interface Ansible {
  readonly run: (kind: AnsibleKind) => Promise<{ exitCode: number | undefined; output: string }>
  readonly remove: () => void
}

/** A folder with the playbook, inventory and settings. Every run logs in anew. */
export async function ansibleFor({ lab, organisation, measured }: BenchSite): Promise<Ansible> {
  const folder = mkdtempSync(join(tmpdir(), 'metis-bench-ansible-'))
  const { plays, hostVars } = await generated({ lab, organisation })
  const inventory = {
    all: {
      vars: {
        ansible_user: lab.user,
        ansible_ssh_private_key_file: lab.keyFile,
        ansible_become_password: lab.password,
        ansible_python_interpreter: '/usr/bin/python3',
        mitogen_ssh_compression: false,
      },
      hosts: Object.fromEntries(
        measured.map(({ name, address }) => [name, { ansible_host: address, ...hostVars[name] }]),
      ),
    },
  }
  writeFileSync(join(folder, 'playbook.json'), JSON.stringify(plays, null, 1))
  writeFileSync(join(folder, 'inventory.json'), JSON.stringify(inventory, null, 1), { mode: 0o600 })
  for (const kind of ['pipelining', 'mitogen'] as const) {
    writeFileSync(join(folder, `${kind}.cfg`), settings(kind, lab.knownHostsFile))
  }
  return {
    run: async (kind) => {
      const sockets = join(folder, 'sockets')
      mkdirSync(sockets)
      chmodSync(sockets, 0o700)
      const result = await lab.run('ansible-playbook', ['-i', 'inventory.json', 'playbook.json'], {
        cwd: folder,
        env: {
          ANSIBLE_CONFIG: join(folder, `${kind}.cfg`),
          ANSIBLE_SSH_CONTROL_PATH_DIR: sockets,
          HOME: folder,
          LANG: 'C.UTF-8',
        },
        reject: false,
        all: true,
        stdin: 'ignore',
      })
      const end =
        'for socket in *; do [ -S "$socket" ] && ssh -O exit -S "$socket" host 2>/dev/null; done; true'
      await lab.run('bash', ['-c', end], { cwd: sockets })
      rmSync(sockets, { recursive: true })
      return { exitCode: result.exitCode, output: String(result.all) }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function generated({ lab, organisation }: Pick<BenchSite, 'lab' | 'organisation'>): Promise<Playbook> {
  const script = fileURLToPath(new URL('print-playbook.ts', import.meta.url))
  const { stdout } = await lab.run(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), script, lab.knownHostsFile],
    {
      cwd: organisation.folder,
      extendEnv: false,
      env: { ...organisation.environment, METIS_SUDO_PASSWORD: lab.password },
    },
  )
  return JSON.parse(String(stdout)) as Playbook
}

function settings(kind: AnsibleKind, knownHosts: string): string {
  const known = `-o UserKnownHostsFile=${knownHosts}`
  const common = `[defaults]\nforks = 16\ntimeout = 60\nhost_key_checking = True\nretry_files_enabled = False\ninterpreter_python = /usr/bin/python3\n`
  // What Ansible gives ssh by itself, but for the file of known hosts.
  const persist = '-o ControlMaster=auto -o ControlPersist=60s'
  if (kind === 'pipelining') {
    return `${common}[ssh_connection]\npipelining = True\nssh_args = -C ${persist} ${known}\n`
  }
  return `${common}strategy_plugins = ${MITOGEN}\nstrategy = mitogen_linear\n[ssh_connection]\nssh_args = ${known}\n`
}
