import type { RunCommand } from '../../actions/action.js'
import { RECORD, RECORD_DIRECTORY, recordPath } from '../../actions/keep-record.js'
import { ACCOUNT, REMOVE_ACCOUNT } from '../../planner/accounts.js'
import { NO_RECEIVER } from '../../planner/phases/backup-receiver.js'
import { NO_FIREWALL } from '../../planner/phases/firewall.js'
import { HAND_OVER, TAKE_OVER } from '../../roles/moves.js'
import { isMade } from '../../topology/accounts.js'
import type { OnNode } from '../errands/on-machine.js'
import { recordsOn } from '../facts/record.js'
import { removeTable } from '../firewall.js'
import { roleOf } from '../health.js'
import type { Effect } from '../simulation.js'
import { databaseAside, handOver, takeOver } from './move.js'
import { pack } from './pack.js'
import { unpack } from './unpack.js'

/** Steps that leave something behind are of a role or of every host; any other one takes its time and succeeds. */
export function run(action: RunCommand, on: OnNode): Promise<number> {
  if (action.name === RECORD) return keep(action, on)
  const room = on.simulation.rooms.get(roleOf(on))
  const [name = ''] = action.name.split(' ')
  const effect = room?.effects?.[name] ?? OF_HOSTS[name] ?? harmless
  return effect(action, on)
}

async function keep({ inputs }: RunCommand, { machine, secrets, sleep }: OnNode): Promise<number> {
  await sleep(0.05)
  const path = recordPath(Number(inputs.split(' ')[0]))
  machine.files.write(path, secrets(RECORD), '0600', 'root:root')
  for (const name of recordsOn(machine)) {
    const other = `${RECORD_DIRECTORY}/${name}`
    if (other > path) machine.files.remove(other)
  }
  return 0
}

const harmless: Effect = async (_, { sleep }) => {
  await sleep(0.2)
  return 0
}

/** What the removal's step `files` says in its inputs. */
interface Removal {
  readonly root: string
  readonly paths: readonly string[]
  readonly kept: readonly string[]
}

const removeFiles: Effect = async ({ inputs }, { machine: { files }, sleep }) => {
  await sleep(0.5)
  const { root, paths, kept } = JSON.parse(inputs) as Removal
  const stays = (path: string) =>
    kept.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`))
  for (const path of paths.flatMap(files.walk)) if (!stays(path)) files.remove(path)
  if (files.list(root).length === 0) files.remove(root)
  return 0
}

/** What the step says in its inputs. */
interface SignOff {
  readonly id: string
  readonly agents: readonly { readonly address: string; readonly port: number }[]
}

const signOff: Effect = async ({ inputs }, { simulation: { network }, machine, sleep }) => {
  await sleep(0.1)
  const { id, agents } = JSON.parse(inputs) as SignOff
  const isMeant = (one: string) => (id.endsWith('*') ? one.startsWith(id.slice(0, -1)) : one === id)
  for (const agent of agents) {
    const answer = await network.request(machine.address, {
      method: 'GET',
      ...agent,
      path: '/v1/agent/services',
    })
    const listed = answer?.status === 200 ? Object.keys(JSON.parse(answer.body) as object) : []
    for (const one of listed.filter(isMeant))
      await network.request(machine.address, {
        method: 'PUT',
        ...agent,
        path: `/v1/agent/service/deregister/${one}`,
        body: '',
      })
  }
  return 0
}

function accountIn(step: string): string {
  return step.slice(step.indexOf(' ') + 1)
}

const OF_HOSTS: Readonly<Record<string, Effect>> = {
  [ACCOUNT]: async ({ name, inputs: comment }, { machine: { accounts }, print, sleep }) => {
    await sleep(0.2)
    const account = accountIn(name)
    const known = accounts.get(account)
    if (known === undefined || isMade(known)) {
      accounts.set(account, { home: '/nonexistent', comment })
      return 0
    }
    print(`there is an account ${account} that was not made for this service`)
    return 1
  },
  [REMOVE_ACCOUNT]: async ({ name }, { machine, sleep }) => {
    await sleep(0.2)
    machine.accounts.delete(accountIn(name))
    return 0
  },
  backups: async ({ inputs }, { machine: { files }, sleep }) => {
    await sleep(0.2)
    const [state = ''] = inputs.split(' ')
    if (!files.exists(`${state}/armed`)) files.write(`${state}/armed`, `${files.now()}`, '0600', 'root:root')
    return 0
  },
  'no-backups': async ({ inputs: state }, { machine: { files }, sleep }) => {
    await sleep(0.2)
    for (const path of files.walk(state)) files.remove(path)
    return 0
  },
  'backup-receiver': async ({ inputs }, { machine: { accounts }, sleep }) => {
    await sleep(0.2)
    const { account, home, comment } = JSON.parse(inputs) as Readonly<Record<string, string>>
    if (account !== undefined) accounts.set(account, { home: home ?? '', comment: comment ?? '' })
    return 0
  },
  [NO_RECEIVER]: async ({ inputs: home }, { machine: { accounts, files }, sleep }) => {
    await sleep(0.2)
    for (const [name, one] of accounts) if (one.home === home) accounts.delete(name)
    for (const path of files.walk(home)) files.remove(path)
    return 0
  },
  files: removeFiles,
  [HAND_OVER]: handOver,
  [TAKE_OVER]: takeOver,
  'database-aside': databaseAside,
  pack,
  'sign-off': signOff,
  'forget-host': async ({ inputs }, { machine, sleep }) => {
    await sleep(0.1)
    if (machine.files.list(inputs).length > 0) return 0
    machine.files.remove(RECORD_DIRECTORY)
    return 0
  },
  unpack,
  [NO_FIREWALL]: removeTable,
}
