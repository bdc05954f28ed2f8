import type { NodeProgress, Progress } from '../events/progress.js'
import type { Say, Word } from '../i18n/say.js'
import { resourceName } from './action-text.js'
import { printable } from './text.js'

/** `step consul-leader`: what a node of a run is. */
export function kindText(node: NodeProgress | undefined, say: Say): string {
  if (node === undefined) return ''
  const kind = say(`kind.${node.kind}` as Word)
  return NAMELESS.has(node.kind) ? kind : `${kind} ${nameOf(node)}`
}

/** `wrote config/consul.json`: what came of it. */
export function didText(progress: Progress, id: string, say: Say): string {
  const node = progress.nodes[id]
  if (node === undefined) return ''
  const name = nameOf(node)
  if (node.ends === true) return say('did.unit.ended', { name })
  if (node.kind === 'place-artifact' && node.from !== undefined)
    return say('did.place-artifact.from', { name, from: node.from })
  return say(`did.${node.kind}` as Word, { name })
}

/** What all instances of a host share belongs to none. */
export function instanceOf({ instance }: NodeProgress): string {
  return instance === 'host' ? '' : instance
}

/** `h1 consul`. */
export function ownerText(node: NodeProgress): string {
  return printable([node.host, instanceOf(node)].filter((part) => part !== '').join(' '))
}

/** ` | waiting for a vote`: the last line that it printed shows that it is alive. */
export function saidText({ output }: NodeProgress): string {
  const said = printable(output.at(-1) ?? '').trim()
  return said === '' ? '' : ` | ${said}`
}

const NAMELESS: ReadonlySet<string> = new Set(['wait', 'package', 'set-aside', 'remove'])
const QUIET: ReadonlySet<string> = new Set(['directory', 'link', 'install-file', 'unpack'])
const LONG_MS = 1000
const UNITS = '/etc/systemd/system/'

/** Directories and the like, and the closing question to everybody, tell nothing unless they take long or fail. */
export function isWorthALine(progress: Progress, ended: { node: string; milliseconds: number }): boolean {
  const node = progress.nodes[ended.node]
  if (node === undefined || ended.milliseconds >= LONG_MS) return true
  return !QUIET.has(node.kind) && !(node.phase === 'verify' && node.kind === 'wait')
}

/** The instance, or the kind, says already in which directory a path is. */
function nameOf({ id, kind, instance }: NodeProgress): string {
  const name = resourceName(id)
  if (kind === 'place-artifact' || kind === 'run' || kind === 'sql')
    return name.slice(name.lastIndexOf('/') + 1)
  if (name.startsWith(UNITS)) return name.slice(UNITS.length)
  const home = instance === 'host' ? -1 : name.indexOf(`/${instance}/`)
  return home === -1 ? name : name.slice(home + instance.length + 2)
}
