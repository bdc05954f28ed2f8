import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSystem } from './build-system.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { buildOlderPython, lendPython, olderPython } from './older-python.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { DEBIAN_12, SYSTEMS } from './system.js'

const ADDRESS = '10.98.0.11'
const INSTANCES = ['consul', 'carrier', 'admin', 'via', 'data-8700', 'compute-8800']
/** Debian 12 is what all other stories have. */
const IN_CI = ['ubuntu-22.04']
const asked = process.env.SYSTEMS?.split(/[ ,]+/) ?? IN_CI
const systems = SYSTEMS.filter((system) =>
  asked[0] === 'all' ? system !== DEBIAN_12 : asked.includes(system.id),
)
const isSkipped = labRefusal() !== undefined && !process.env.CI

// What the README promises of systems is what ran here: `npm run lab:systems`.
describe.skipIf(isSkipped).sequential.each(systems)('one host of $id', (system) => {
  // A host that could not be installed is no host to go on with.
  let isInstalled = false
  let lab: Lab | undefined
  let operator: Organisation
  let why = ''

  beforeAll(async () => {
    try {
      await buildSystem(system)
      await buildOlderPython(system)
    } catch (error) {
      why = (error as Error).message.slice(0, 300)
      console.log(`${system.id}: skipped, its packages can't be had here: ${why}`)
      return
    }
    lab = await bootLab({ name: 'system', subnet: '10.98.0', hosts: [{ name: 'h1' }], system })
    const python = olderPython(system)
    if (system.id === 'ubuntu-18.04' && python !== undefined) await lendPython(python, lab.host('h1').root)
    operator = organisationOn(lab)
    await startDataCenter(lab)
    await operator.run(['init', '--preset', 'single-host', '--name', 'solo'])
    const filled = readFileSync(join(operator.folder, 'org.yaml'), 'utf8')
      .replace('192.0.2.11 ', `${ADDRESS} `)
      .replace('user: ops ', `user: ${lab.user}\n    identityFile: ${lab.keyFile} `)
      .replaceAll('198.51.100.10 ', `${ADDRESS} `)
    operator.write(
      `${filled}\nnetwork: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }\n${artifactsOf(lab, python === undefined ? {} : { python })}`,
    )
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  const onHost = async (script: string) => (await lab?.host('h1').exec(script, { check: true }))?.stdout
  const healthy = async () =>
    (await operator.json(['status'])).lines
      .filter(({ type, state }) => type === 'instance' && state === 'healthy')
      .map(({ instance }) => instance)

  test('check has nothing against it', async ({ skip }) => {
    if (lab === undefined) return skip(why)
    const { exitCode, lines } = await operator.json(['check', '--accept-new-host-keys'])
    const found = lines.filter(({ type, severity }) => type === 'problem' && severity === 'error')
    expect([exitCode, found]).toEqual([0, []])
  })

  test('apply installs all six roles with closed ports, and a second one has nothing to do', async ({
    skip,
  }) => {
    if (lab === undefined) return skip(why)
    const { exitCode, all } = await operator.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    isInstalled = true
    expect(await healthy()).toEqual(INSTANCES)
    expect(await onHost('nft list tables')).toContain('metis')
    const plan = await operator.run(['plan'])
    expect([plan.exitCode, plan.exitCode === 0 ? '' : plan.all]).toEqual([0, ''])
  })

  test('after a reboot all of it works again', async ({ skip }) => {
    if (lab === undefined || !isInstalled) return skip(why)
    await lab.host('h1').reboot()
    expect(await eventually(healthy, ({ length }) => length === INSTANCES.length)).toEqual(INSTANCES)
    expect(await onHost('nft list tables')).toContain('metis')
  })

  test('destroy leaves nothing', async ({ skip }) => {
    if (lab === undefined) return skip(why)
    const { exitCode, all } = await operator.run(['destroy', '--delete-data', '--confirm', 'solo'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(
      await onHost(
        'ls -d /opt/metis /etc/systemd/system/metis-* 2>/dev/null; nft list tables | grep metis; getent passwd | grep ^metis; true',
      ),
    ).toBe('')
  })
})
