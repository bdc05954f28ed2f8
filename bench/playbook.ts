import type { Action } from '../src/actions/action.js'
import { actionScript } from '../src/actions/script.js'
import { lines } from '../src/lib/command.js'
import { hostFunctions } from '../src/lib/host-functions.js'
import { show } from '../src/lib/text.js'
import type { PlanNode } from '../src/planner/plan.js'

type Value = string | number | boolean | Task | readonly Value[]
interface Task {
  readonly [key: string]: Value
}

export interface Playbook {
  readonly plays: readonly unknown[]
  /** What differs between hosts. */
  readonly hostVars: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/**
 * The same work as a plan's, as somebody who knows Ansible writes it: one module for each action, one play for all
 * hosts. What differs between hosts becomes a variable of each. Throws where hosts need different actions.
 */
export function playbookOf(nodes: readonly PlanNode[], payload: (sha256: string) => string): Playbook {
  const hosts = [...new Set(nodes.map(({ host }) => host))]
  const perHost = hosts.map((host) =>
    nodes.filter((node) => node.host === host).flatMap((node) => tasksOf(node, payload)),
  )
  const [first = []] = perHost
  if (perHost.some((tasks) => tasks.length !== first.length)) throw new Error('hosts need different actions')
  const hostVars: Record<string, Record<string, string>> = Object.fromEntries(hosts.map((host) => [host, {}]))
  const merge = (values: readonly Value[]): Value => {
    const [value] = values
    if (value === undefined) throw new Error('no host')
    if (typeof value === 'object' && !Array.isArray(value)) {
      const keys = Object.keys(value)
      return Object.fromEntries(
        keys.map((key) => [key, merge(values.map((one) => (one as Task)[key] ?? ''))]),
      )
    }
    if (values.every((one) => JSON.stringify(one) === JSON.stringify(value))) return literal(value)
    const name = `differs_${Object.keys(hostVars[hosts[0] ?? ''] ?? {}).length}`
    for (const [i, host] of hosts.entries()) {
      const vars = hostVars[host]
      if (vars !== undefined) vars[name] = String(literal(values[i] ?? ''))
    }
    return `{{ ${name} }}`
  }
  const tasks = first.map((_, i) => merge(perHost.map((list) => list[i] ?? {})))
  return { plays: [{ hosts: 'all', gather_facts: true, become: true, tasks }], hostVars }
}

/** Jinja must leave bash alone: `${#body}` begins a comment of its. */
function literal(value: Value): Value {
  if (typeof value !== 'string' || value.startsWith('{{ ') || !/\{[{%#]/.test(value)) return value
  return `{% raw %}${value}{% endraw %}`
}

function tasksOf({ action, id, host }: PlanNode, payload: (sha256: string) => string): Task[] {
  const name = id.replace(`${host} `, '')
  return moduleOf(action, payload).map((task) => ({ name, ...task }))
}

function moduleOf(action: Action, payload: (sha256: string) => string): Task[] {
  switch (action.kind) {
    case 'directory':
      return [{ file: { path: action.path, state: 'directory', mode: action.mode, ...owner(action.owner) } }]
    case 'write-file': {
      const content = show(action.content)
      const isUnit = action.path.endsWith('.service')
      const copy = { dest: action.path, mode: action.mode, content, ...owner(action.owner) }
      return [{ copy, ...(isUnit ? { register: 'unit_file' } : {}) }]
    }
    case 'place-artifact':
      return [
        { file: { path: parent(action.path), state: 'directory' } },
        { copy: { src: payload(action.sha256), dest: action.path, mode: '0644' } },
      ]
    case 'install-file':
      return [
        { file: { path: parent(action.path), state: 'directory' } },
        { copy: { src: action.from, dest: action.path, mode: action.mode, remote_src: true } },
      ]
    case 'unpack':
      return [
        { file: { path: action.path, state: 'directory' } },
        {
          unarchive: {
            src: action.from,
            dest: action.path,
            remote_src: true,
            extra_opts: [`--strip-components=${action.strip ?? 0}`],
            ...owner(action.owner),
          },
          args: { creates: `${action.path}/${action.path.endsWith('python') ? 'bin' : 'dependency.whl'}` },
        },
      ]
    case 'link':
      return [{ file: { path: action.path, src: action.target, state: 'link', force: true } }]
    case 'unit': {
      const systemd = { name: action.unit, enabled: true, state: 'started' }
      return [{ systemd: { ...systemd, daemon_reload: '{{ unit_file.changed }}' } }]
    }
    case 'run':
      return [runTask(action)]
    case 'wait': {
      const script = show(lines(hostFunctions, action.health).script)
      return [
        {
          ...bash(script),
          changed_when: false,
          register: 'ready',
          until: 'ready.rc == 0',
          retries: 60,
          delay: 1,
        },
      ]
    }
    default:
      throw new Error(`no task for ${action.kind}`)
  }
}

/** What a second run finds done, it must not do again: as ours by its receipt, so this by what is there. */
function runTask(action: Extract<Action, { kind: 'run' }>): Task {
  const script = show(actionScript(action).script)
  if (action.name === 'service-user') {
    const [, home = ''] = /--home-dir (\S+)/.exec(script) ?? []
    const shell = '/usr/sbin/nologin'
    return { user: { name: 'metis', system: true, create_home: false, home, shell } }
  }
  if (action.name !== 'python-packages') return { ...bash(script), changed_when: false }
  const [, release = ''] = /^cd (\S+)/m.exec(script) ?? []
  return bash(script, { creates: `${release}/site-packages` })
}

function bash(script: string, args: Task = {}): Task {
  return { shell: script, args: { executable: '/bin/bash', ...args } }
}

function owner(of: string): Task {
  const [user = 'root', group = user] = of.split(':')
  return { owner: user, group }
}

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
