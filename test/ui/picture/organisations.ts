import { fileURLToPath } from 'node:url'
import { parseYaml } from '../../../src/catalog/parse-yaml.js'
import { readPreset, readRelease } from '../../../src/catalog/presets.js'
import { parseTopology } from '../../../src/org-file/parse-topology.js'
import { instanceId, type Topology } from '../../../src/topology/topology.js'
import type { Mark, PictureInput } from '../../../src/ui/picture/span.js'

const presets = fileURLToPath(new URL('../../../presets', import.meta.url))
const release = await readRelease(presets, 'metis-0.3.0')

/** A preset with its holes filled in, as the organisation `acme`. */
export async function preset(name: string): Promise<Topology> {
  const { text } = await readPreset(presets, name)
  return parsed(
    text
      .replaceAll('my-organisation', 'acme')
      .replaceAll('192.0.2.', '10.0.0.')
      .replaceAll('198.51.100.', '9.8.7.'),
  )
}

/** So many hosts: `h1` has consul and admin, `h2` carrier, `h3` via; of the others one half data, one compute. */
export function sized(count: number): Topology {
  const names = Array.from({ length: count }, (_, i) => `h${i + 1}`)
  const fighters = names.slice(3)
  const half = Math.ceil(fighters.length / 2)
  const list = (role: string, hosts: readonly string[]) =>
    hosts.length === 0 ? [] : [`  ${role}: [${hosts.join(', ')}]`]
  const second = names[1] ?? 'h1'
  const third = names[2] ?? second
  return parsed(
    [
      'organisation: bank-a',
      'release: metis-0.3.0',
      'hosts:',
      ...names.map(
        (name, i) => `  ${name}: { address: 10.0.${Math.floor(i / 200)}.${(i % 200) + 11}, user: ops }`,
      ),
      'roles:',
      '  consul: h1',
      `  carrier: { host: ${second}, externalAddress: 9.8.7.6 }`,
      '  admin: h1',
      `  via: { host: ${third}, externalAddress: 9.8.7.6 }`,
      ...list('data', fighters.slice(0, half)),
      ...list('compute', fighters.slice(half)),
    ].join('\n'),
  )
}

/** An installation under way: every kind of mark in turn, and notes as a run gives them. */
export function underWay(topology: Topology): PictureInput {
  const marks = topology.instances.map((instance, i) => [instanceId(instance), MARKS[i % MARKS.length]])
  const notes = topology.instances.flatMap((instance, i) => {
    const note = NOTES[i % NOTES.length]
    return note === undefined ? [] : [[instanceId(instance), note]]
  })
  return { topology, marks: Object.fromEntries(marks), notes: Object.fromEntries(notes) }
}

const MARKS: readonly Mark[] = [
  'done',
  'done',
  'running',
  'waiting',
  'failed',
  'done',
  'warning',
  'unknown',
  'skipped',
]
const NOTES: readonly (string | undefined)[] = ['12/31', undefined, 'sending 45 %', undefined, undefined]

function parsed(text: string): Topology {
  const result = parseTopology(parseYaml(text, 'org.yaml'), [release])
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.topology
}
