import { existsSync, readFileSync } from 'node:fs'
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
  readonly when: 'before' | 'after'
}

/** A single host with all roles, installed; what was ordered to go wrong waits for what comes then. */
export async function installed({ faults = [], text }: { faults?: readonly string[]; text?: string } = {}) {
  const { rehearsal, run } = await rehearsedWorld(text ?? (await presetText('single-host')), faults)
  const { folder } = rehearsal
  const secrets = join(folder, 'secrets.json')
  const apply = await run('apply')
  if (apply.exitCode !== 0) throw new Error(apply.stderr)
  /** Nothing of the program comes after the cut but what leaves its hosts and its folder. */
  const cutOff = async (
    { at, when }: Cut,
    ...argv: string[]
  ): Promise<Said & { readonly isCut: boolean }> => {
    let met = 0
    let isCut = false
    const cut = (transport: Transport): Transport => ({
      ...transport,
      run: async (job, options) => {
        const isHere = job.errand?.kind === 'batch' && met++ === at
        isCut ||= isHere
        if (isHere && when === 'after') await transport.run(job, options)
        if (isCut) throw new Error('the program was killed')
        return transport.run(job, options)
      },
    })
    const { machines } = rehearsal
    const connect: typeof machines.connect = async (...all) => cut(await machines.connect(...all))
    const own = fakeWorld({ env: ENV, presetsDirectory: PRESETS, workingDirectory: folder })
    const exitCode = await runCommandLine([...argv, '--yes', '--accept-new-host-keys'], {
      ...own.world,
      open: (session, needs, command) => openOrganisation(session, needs, command, { ...machines, connect }),
    })
    return { exitCode, stdout: own.stdout(), stderr: own.stderr(), isCut }
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
