import { fault, type Problem } from '../errors/problem.js'
import { answersOf, type OldAnswers, type Taken } from './answers.js'
import type { Inventory, Said } from './inventory.js'
import {
  LATER_GROUPS,
  LATER_VARIABLES,
  OLD_ADDRESSES,
  OLD_LISTS,
  OLD_PORTS,
  OLD_ROLES,
  type OldRole,
  SINGLE,
} from './old-variables.js'
import { settleHost } from './settle-host.js'
import type { Variables } from './variables.js'

/** What one inventory says of an organisation. */
export interface Settled {
  readonly taken: readonly Taken[]
  readonly problems: readonly Problem[]
  /** Names of variables that were asked for. */
  readonly asked: ReadonlySet<string>
  /** Where the console is to speak HTTPS. */
  readonly tls?: Said
}

/** Throws `import.later-release` and `import.docker` for what the playbooks of 0.3.0 did not install. */
export function settle(inventory: Inventory, variables: Variables, file: string): Settled {
  const answers = answersOf(variables, file)
  refuseOthers(inventory, answers, file)
  const bearers = OLD_ROLES.map((role) => [role, bearersOf(role, inventory, variables, answers)] as const)
  const [host] = bearers.flatMap(([, hosts]) => hosts)
  const { take } = answers
  take(['organisation'], answers.text(host, 'cluster_name'))
  const places = inventory.groups.toReversed().flatMap(({ name, hosts, lines }) =>
    hosts.flatMap((one, i): [string, number | undefined][] => [
      [`[${name}] ${one}`, lines[i]],
      [one, lines[i]],
    ]),
  )
  const lines = new Map(places)
  for (const one of new Set(bearers.flatMap(([, hosts]) => hosts)))
    settleHost(one, answers, { file, line: lines.get(one) })
  for (const [role, hosts] of bearers) {
    for (const one of hosts)
      take(['roles', role, one], {
        name: `[${role}]`,
        value: true,
        file,
        line: lines.get(`[${role}] ${one}`) ?? lines.get(one),
      })
    if (hosts.length > 0 && answers.flag(host, `enable_deploy_${role}`) === false)
      answers.tell('import.switched-off', undefined, 'advice', { role })
  }
  const hostsOf = (role: OldRole) => bearers.find(([one]) => one === role)?.[1] ?? []
  for (const [role, variable] of OLD_ADDRESSES) {
    const [one] = hostsOf(role)
    if (one !== undefined) take(['roles', role, one, 'externalAddress'], answers.text(one, variable))
  }
  for (const [role, variable, at] of OLD_PORTS) {
    const hosts = hostsOf(role)
    if (hosts.length === 0) continue
    const ports = answers.ports(hosts[0], variable)
    const [first] = ports?.values ?? []
    if (ports !== undefined && first !== undefined) take(['ports', ...at], ports.said, first)
    if (
      variable === 'consul_http_port' &&
      ports?.values.slice(1, hosts.length).some((port) => port !== first)
    )
      answers.tell('import.renumbered', ports.said, 'advice', { count: hosts.length })
  }
  for (const [role, variable] of OLD_LISTS)
    hostsOf(role).forEach((one, i, all) => {
      const ports = answers.ports(one, variable)
      const port = ports?.values[i]
      if (ports === undefined) return
      if (port !== undefined) take(['roles', role, one, 'port'], ports.said, port)
      else {
        const details = { name: variable, host: one, count: ports.values.length, hosts: all.length }
        answers.tell('import.list-short', ports.said, 'warning', details)
      }
    })
  settleNetwork(answers, hostsOf('carrier')[0])
  const [admin] = hostsOf('admin')
  const root = admin === undefined ? undefined : variables.of(admin, 'mysql_root_password')
  if (admin !== undefined) {
    const database = root ?? { name: '[admin]', value: '', file }
    take(['roles', 'admin', admin, 'database'], database, { host: '127.0.0.1', adminUser: 'root' })
  }
  const tls = admin === undefined ? undefined : answers.said(admin, 'enable_tls')
  return {
    taken: answers.taken,
    problems: answers.problems(),
    asked: answers.asked,
    ...(tls !== undefined && answers.flag(admin, 'enable_tls') === true ? { tls } : {}),
  }
}

function refuseOthers({ groups }: Inventory, answers: OldAnswers, file: string): void {
  const later =
    groups.find(({ name }) => LATER_GROUPS.includes(name))?.name ??
    groups.flatMap(({ variables }) => variables).find(({ name }) => LATER_VARIABLES.includes(name))?.name ??
    LATER_VARIABLES.find((name) => answers.said(undefined, name) !== undefined)
  if (later !== undefined) throw fault('import.later-release', { found: later }, { file })
  const method = answers.text(undefined, 'deployment_method')
  if (method?.value === 'docker') throw fault('import.docker', {}, { file, ...lineOf(method) })
}

/** The hosts of a role. Where there is one host at all, a role that is switched on and has no host was meant for it. */
function bearersOf(
  role: OldRole,
  inventory: Inventory,
  variables: Variables,
  answers: OldAnswers,
): readonly string[] {
  const hosts = variables.hostsOf(role)
  const [only, ...others] = inventory.hosts
  if (hosts.length > 0 || only === undefined || others.length > 0 || !SINGLE.includes(role)) return hosts
  const said = answers.said(only.name, `enable_deploy_${role}`)
  if (answers.flag(only.name, `enable_deploy_${role}`) !== true) return []
  answers.tell('import.assumed', said, 'warning', { role, host: only.name })
  return [only.name]
}

function settleNetwork(answers: OldAnswers, carrier: string | undefined): void {
  if (carrier === undefined) return
  const address = answers.text(carrier, 'storage_ip')
  const port = answers.ports(carrier, 'storage_port')
  if (address === undefined) return
  if (port?.values[0] === undefined) {
    answers.tell('import.unknown-value', address, 'warning', { name: 'storage_port' })
    return
  }
  const value = `${address.value}:${port.values[0]}`
  answers.take(['network', 'dataCenter'], address, value)
}

function lineOf({ line }: Pick<Said, 'line'>): { line?: number } {
  return line === undefined ? {} : { line }
}
