import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { listPresets, readPreset } from '../../src/catalog/presets.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { hostPlans } from '../../src/wizard/host-plan.js'
import { planDifference } from '../../src/wizard/plan-difference.js'
import { carriedOut, freshOrganisation } from '../planner/organisation.js'

const filled = async (preset: string) =>
  (await readPreset('presets', preset)).text
    .replaceAll('my-organisation', 'acme')
    .replaceAll('192.0.2.', '10.0.0.')
    .replaceAll('198.51.100.', '9.8.7.')

const minimal = freshOrganisation(await filled('minimal'))

describe.each(await listPresets('presets'))('preset %s', (preset) => {
  it('tells of every host, and of every node that changes something exactly once', async () => {
    const text = await filled(preset)
    const plan = makePlan(freshOrganisation(text))
    const plans = hostPlans(plan)
    const value = parseYaml(text).value
    expect(value).toHaveProperty('hosts')
    expect(plans.map(({ host }) => host)).toEqual([...new Set(plan.nodes.map(({ host }) => host))])
    for (const one of plans) {
      const packages = one.packages.length > 0 ? 1 : 0
      const told =
        packages +
        one.artifacts.length +
        one.files.length +
        one.units.length +
        one.programs.length +
        one.others.length +
        one.directories
      expect(told).toBe(one.changes)
    }
    const changes = plan.nodes.filter(({ action }) => action.kind !== 'wait').length
    expect(plans.reduce((sum, one) => sum + one.changes, 0)).toBe(changes)
  })
})

describe('a fresh host with consul, carrier and admin', () => {
  const [host] = hostPlans(makePlan(minimal), minimal.facts)

  it('gets packages, artifacts, programs and services that are started', () => {
    expect(host?.packages).toEqual(['mariadb-server', 'nginx', 'openjdk-17-jre-headless'])
    expect(host?.artifacts.map(({ name }) => name).sort()).toEqual([
      'admin-jar',
      'admin-schema',
      'admin-web',
      'carrier',
      'consul',
    ])
    expect(host?.bytes).toBe(5000)
    expect(host?.units.map(({ unit, change }) => `${change} ${unit}`)).toEqual([
      'start metis-consul.service',
      'start metis-carrier.service',
      'start mariadb.service',
      'start metis-admin.service',
      'start nginx.service',
    ])
  })

  it('gets files whose secrets are masked', () => {
    const config = host?.files.find(({ path }) => path.endsWith('application-admin.yml'))
    expect(config?.before).toBeUndefined()
    expect(config?.after).toContain('password: ***')
    expect(host?.files.map(({ path }) => path)).toContain('/opt/metis/consul/config/consul.json')
  })
})

describe('an installed host after another console port was asked for', () => {
  const installed = carriedOut(makePlan(minimal), minimal)
  const text = '\nports:\n  console: { http: 8080 }\n'

  it('shows what is written again, and reloads what runs', async () => {
    const { topology } = freshOrganisation((await filled('minimal')) + text)
    const plan = makePlan({ ...installed, topology })
    const [host] = hostPlans(plan, installed.facts)
    // Consul asks the admin through that port.
    expect(host?.units.map(({ unit, change }) => `${change} ${unit}`)).toEqual([
      'restart metis-admin.service',
      'reload nginx.service',
    ])
    expect(host?.files.map(({ path }) => path)).toContain('/etc/nginx/sites-available/metis-admin')
    expect(host?.packages).toEqual([])
    expect(host?.bytes).toBe(0)
  })

  it('has no plan at all while nothing was changed', () => {
    expect(hostPlans(makePlan(installed))).toEqual([])
  })
})

describe('another look at the hosts', () => {
  it('tells what came, what went and what is different now', () => {
    const reviewed = makePlan(minimal)
    const [first, second, ...rest] = reviewed.nodes
    if (first === undefined || second === undefined) throw new Error('the plan is too short')
    const other: PlanNode = { ...first, because: { word: 'reason.changed-on-host' } }
    const added = { ...second, id: 'another' }
    const difference = planDifference(reviewed, { ...reviewed, nodes: [other, added, ...rest] })
    expect(difference).toEqual({ added: [added], gone: [second], changed: [other] })
    expect(planDifference(reviewed, reviewed)).toEqual({ added: [], gone: [], changed: [] })
  })
})
