import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openOrganisation } from '../../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { sh } from '../../../src/lib/command.js'
import type { PlanNode } from '../../../src/planner/plan.js'
import { type Errand, jobFor } from '../../../src/transports/errand.js'
import type { Transport } from '../../../src/transports/transport.js'
import { PRESETS, presetText, rehearsedWorld, type Said } from '../../rehearsal/rehearsed-world.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld } from '../fake-world.js'

const HOST = {
  name: 'h1',
  address: '10.20.0.11',
  local: false,
  ssh: { address: '10.20.0.11', port: 22, user: 'ops' },
}
const ENV = { METIS_SSH_PASSWORD: 'correct horse' }

/** Where a run of this program is cut off: before or after the errand with that place among those that change something. */
export interface Cut {
  readonly at: number
  /** `stopped`: the operator presses Ctrl-C there, and nothing is cut off. */
  readonly when: 'before' | 'after' | 'stopped'
  /** What hosts are given for a secret instead of its value, each time that they are. */
  readonly secrets?: (name: string, value: string) => string
  /** What a person types; absent: `--yes`. */
  readonly answers?: readonly string[]
}

interface Installed {
  readonly faults?: readonly string[]
  readonly text?: string
  /** What lies beside org.yaml. */
  readonly files?: Readonly<Record<string, string>>
}

/** A single host with all roles, installed; what was ordered to go wrong waits for what comes then. */
export async function installed({ faults = [], text, files = {} }: Installed = {}) {
  const { rehearsal, run } = await rehearsedWorld(text ?? (await presetText('single-host')), faults)
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(rehearsal.folder, name), content, { mode: 0o600 })
  const { folder } = rehearsal
  const secrets = join(folder, 'secrets.json')
  const apply = await run('apply')
  if (apply.exitCode !== 0) throw new Error(apply.stderr)
  /** Nothing of the program comes after the cut but what leaves its hosts and its folder. */
  const cutOff = async (
    { at, when, secrets: instead = (_, value) => value, ...typed }: Cut,
    ...argv: string[]
  ): Promise<Said & { readonly asked: readonly string[]; readonly isCut: boolean }> => {
    const own = fakeWorld({ env: ENV, presetsDirectory: PRESETS, workingDirectory: folder, ...typed })
    let met = 0
    let isCut = false
    const cut = (transport: Transport): Transport => ({
      ...transport,
      run: async (job, options) => {
        const isHere = job.errand?.kind === 'batch' && met++ === at
        if (isHere && when === 'stopped') own.stop.abort()
        isCut ||= isHere && when !== 'stopped'
        if (isHere && when === 'after') await transport.run(job, options)
        if (isCut) throw new Error('the program was killed')
        return transport.run(job, options)
      },
    })
    const { machines } = rehearsal
    const connect: typeof machines.connect = async (host, options) => {
      const given = (name: string) => instead(name, options.secrets(name))
      return cut(await machines.connect(host, { ...options, secrets: given }))
    }
    const yes = typed.answers === undefined ? ['--yes'] : []
    const exitCode = await runCommandLine([...argv, ...yes, '--accept-new-host-keys'], {
      ...own.world,
      open: (session, needs, command) => openOrganisation(session, needs, command, { ...machines, connect }),
    })
    return { exitCode, stdout: own.stdout(), stderr: own.stderr(), asked: own.asked, isCut }
  }
  const onHost = async <T>(work: (transport: Transport) => Promise<T>, given = (_: string) => '') => {
    const transport = await rehearsal.machines.connect(HOST, {
      knownHostsPath: join(temporaryFolder(), 'known_hosts'),
      confirmHostKey: async () => true,
      credentials: { password: async () => 'correct horse' },
      secrets: given,
      maskedValues: () => [],
      homeDirectory: folder,
    })
    try {
      return await work(transport)
    } finally {
      await transport.close()
    }
  }
  return {
    run,
    folder,
    cutOff,
    secret: (name: string) =>
      (JSON.parse(readFileSync(secrets, 'utf8')) as { secrets: Record<string, { value: string }> }).secrets[
        name
      ]?.value ?? '',
    rotation: `${secrets}.rotation`,
    isRotating: () => existsSync(`${secrets}.rotation`),
    /** Whether the console takes that password from its user. */
    mayLogIn: (password: string) =>
      onHost(
        async (transport) => (await transport.run(jobFor(LOGIN, sh`true`))).output.includes('end 0 0'),
        () => password,
      ),
    fileOnHost: (path: string) =>
      onHost(async (transport) => {
        const target = join(temporaryFolder(), 'file')
        await transport.download(path, target)
        return readFileSync(target, 'utf8')
      }),
  }
}

const login: PlanNode = {
  id: 'h1 run:admin/console-login',
  phase: 'verify',
  host: 'h1',
  instance: 'admin',
  action: { kind: 'run', name: 'console-login', command: sh`true`, inputs: '' },
  after: [],
  because: { word: 'reason.asked-again' },
}

const LOGIN: Errand = {
  kind: 'batch',
  nodes: [login],
  owner: { organisation: 'rehearsal', receipts: '/opt/metis/.installed' },
  marker: 'marker',
}
