import { expect, test } from 'vitest'
import { parseYaml } from '../../../src/catalog/parse-yaml.js'
import { readReleases } from '../../../src/catalog/presets.js'
import { organisationOn } from '../../../src/commands/rehearse/rehearsal-order.js'
import { parseTopology } from '../../../src/org-file/parse-topology.js'

const releases = await readReleases('presets')

test.each([1, 2, 3, 4, 5, 6, 64, 300])(
  'an organisation on %d hosts is valid, and each of them bears a role',
  (hosts) => {
    const parsed = parseTopology(parseYaml(organisationOn(hosts, 'metis-0.3.0')), releases)
    expect(parsed.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const busy = new Set(parsed.ok ? parsed.topology.instances.map(({ host }) => host) : [])
    expect(busy.size).toBe(hosts)
  },
)
