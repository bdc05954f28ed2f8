import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { readReleases } from '../../src/catalog/presets.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { drawTopology, plainLine } from '../../src/ui/picture/picture.js'
import { carriedOut, freshOrganisation } from '../planner/organisation.js'

const EXAMPLES = 'examples'
const names = readdirSync(EXAMPLES).toSorted()
const releases = await readReleases('presets')
const textOf = (name: string) => readFileSync(join(EXAMPLES, name, 'org.yaml'), 'utf8')

describe.each(names)('the example %s', (name) => {
  it('is a topology, and all that is said of it is advice about the release', () => {
    const { ok, problems } = parseTopology(parseYaml(textOf(name)), releases)
    expect(problems.filter(({ code }) => !code.startsWith('topology.defect-'))).toEqual([])
    expect(ok).toBe(true)
  })

  it('is planned on fresh hosts, every one of them, and nothing is left once that was done', () => {
    const input = freshOrganisation(textOf(name))
    const plan = makePlan(input)
    expect([...new Set(plan.nodes.map(({ host }) => host))].toSorted()).toEqual(
      input.topology.hosts.map((host) => host.name).toSorted(),
    )
    expect(makePlan(carriedOut(plan, input)).nodes).toEqual([])
  })

  it('is drawn with every host and every instance', () => {
    const { topology } = freshOrganisation(textOf(name))
    const { lines } = drawTopology({ topology }, { columns: 120, rows: 60, charset: 'box', language: 'en' })
    const drawn = lines.map(plainLine).join('\n')
    expect(topology.hosts.filter(({ address }) => !drawn.includes(address))).toEqual([])
    expect(topology.instances.filter(({ role }) => !drawn.includes(role))).toEqual([])
  })
})
