import { expect, test } from 'vitest'
import { hardwareFact } from '../../src/facts/hardware.js'
import { identityFact } from '../../src/facts/identity.js'
import { installDirectoryFact } from '../../src/facts/install-directory.js'
import { kernelFact, unitsByName } from '../../src/facts/kernel.js'
import { listenersFact } from '../../src/facts/listeners.js'
import { receiptsFact } from '../../src/facts/receipts.js'
import { parseSections } from '../../src/facts/sections.js'
import { softwareFact } from '../../src/facts/software.js'
import { systemFact } from '../../src/facts/system.js'
import { unitsFact } from '../../src/facts/units.js'
import { printAsked } from '../../src/rehearsal/facts/asked.js'
import { printHardware, printIdentity, printKernel, printSystem } from '../../src/rehearsal/facts/hardware.js'
import { sections } from '../../src/rehearsal/facts/sections.js'
import { printInstallDirectory, printReceipts, printSoftware } from '../../src/rehearsal/facts/software.js'
import { printListeners, printUnits } from '../../src/rehearsal/facts/units.js'
import { createMachine } from '../../src/rehearsal/machine.js'
import { createNetwork } from '../../src/rehearsal/network.js'
import { certificateFingerprint } from '../../src/roles/admin/facts.js'

// What a simulated host prints is read by the parsers that read real hosts.

const machineAt = (address: string) => createMachine(address)

test('machines differ, and each is the same in every rehearsal', () => {
  const seen = ['10.20.0.11', '10.20.0.12', '10.20.0.13', '10.20.0.11'].map((address) => {
    const machine = machineAt(address)
    const { cores, memoryMib, avx2 } = hardwareFact('/opt/metis').parse(printHardware(machine))
    const { name } = systemFact.parse(printSystem(machine))
    return [cores, memoryMib, avx2, name]
  })
  expect(seen).toEqual([
    [32, 130649, true, 'Debian GNU/Linux 12 (bookworm)'],
    [16, 32344, true, 'Debian GNU/Linux 12 (bookworm)'],
    [16, 65111, true, 'Ubuntu 22.04.5 LTS'],
    [32, 130649, true, 'Debian GNU/Linux 12 (bookworm)'],
  ])
})

test('the system', () => {
  expect(systemFact.parse(printSystem(machineAt('10.20.0.12')))).toEqual({
    id: 'debian',
    version: '12',
    name: 'Debian GNU/Linux 12 (bookworm)',
    machine: 'x86_64',
    kernel: '6.1.0-28-amd64',
    systemd: true,
  })
})

test('a disk that fills with what is placed on it', () => {
  const machine = machineAt('10.20.0.12')
  const free = () => hardwareFact('/opt/metis').parse(printHardware(machine)).diskFreeMib
  const before = free()
  machine.files.place('/opt/metis/.artifacts/carrier', 100 * 1024 * 1024, '0755', 'root:root')
  expect(before - free()).toBe(101)
})

test('who it is', () => {
  expect(identityFact.parse(printIdentity(machineAt('10.20.0.12')))).toEqual({
    hostname: 'node-20-0-12',
    machineId: '6d39cb77416e5c5a35a2654d0e078213',
    bootId: '6d39cb77-0',
    addresses: [{ interface: 'eth0', address: '10.20.0.12' }],
  })
})

test('a clock that is kept in step', () => {
  const kernel = printKernel(machineAt('10.20.0.12'), 1_000_000_000, 90)
  expect(kernelFact.parse(kernel).synchronised).toBe(true)
})

test('software, with sites of nginx that are not ours', () => {
  const machine = machineAt('10.20.0.13')
  expect(softwareFact([]).parse(printSoftware(machine, ['nginx']))).toEqual({
    packages: {},
    nginxSites: [],
    nginxPorts: {},
    metisDatabase: false,
  })
  machine.packages.set('nginx', '1.18.0-6ubuntu14.5')
  machine.packages.set('mariadb-server', '1:10.6.18-0ubuntu0.22.04.1')
  machine.packages.set('openjdk-8-jre-headless', '8u432-ga~us1-0ubuntu2~22.04')
  machine.database.hasTables = true
  machine.files.write(
    '/etc/nginx/sites-enabled/default',
    'server {\n\tlisten 80 default_server;\n}\n',
    '0644',
    'root:root',
  )
  expect(softwareFact([]).parse(printSoftware(machine, ['mariadb-server', 'nginx']))).toEqual({
    packages: { 'mariadb-server': '1:10.6.18-0ubuntu0.22.04.1', nginx: '1.18.0-6ubuntu14.5' },
    java: 'java version "1.8.0_432"',
    mysql: 'mariadbd  Ver 10.6.18-0ubuntu0.22.04.1',
    nginxSites: ['default'],
    nginxPorts: { default: [80] },
    metisDatabase: true,
  })
})

test('listeners with their processes and units', () => {
  const machine = machineAt('10.20.0.12')
  machine.listeners.clear()
  machine.listeners.add({
    protocol: 'tcp',
    address: '10.20.0.12',
    port: 8500,
    program: 'consul',
    pid: 1501,
    unit: 'metis-consul.service',
  })
  machine.listeners.add({
    protocol: 'udp',
    address: '10.20.0.12',
    port: 8300,
    program: 'consul',
    pid: 1501,
    unit: 'metis-consul.service',
  })
  machine.listeners.add({ protocol: 'tcp', address: '::', port: 22, program: 'sshd', pid: 712, unit: '' })
  expect(listenersFact.parse(printListeners(machine))).toEqual([
    {
      protocol: 'tcp',
      address: '10.20.0.12',
      port: 8500,
      process: 'consul (pid 1501)',
      unit: 'metis-consul.service',
    },
    {
      protocol: 'udp',
      address: '10.20.0.12',
      port: 8300,
      process: 'consul (pid 1501)',
      unit: 'metis-consul.service',
    },
    { protocol: 'tcp', address: '::', port: 22, process: 'sshd (pid 712)', unit: '' },
  ])
})

test('receipts, each with what lies at its path now', () => {
  const { files, ...machine } = machineAt('10.20.0.12')
  const receipt = {
    id: 'file:/opt/metis/a.json',
    organisation: 'acme',
    instance: 'consul',
    inputs: 'x',
    path: '/opt/metis/a.json',
  }
  files.write('/opt/metis/a.json', '{}\n', '0600', 'metis:metis')
  const stat = files.stat('/opt/metis/a.json') ?? ''
  files.write(
    '/opt/metis/.installed/1.json',
    `${receipt.path}\n${JSON.stringify({ ...receipt, stat })}\n`,
    '0600',
    'root:root',
  )
  files.write(
    '/opt/metis/.installed/2.json',
    `\n${JSON.stringify({ ...receipt, id: 'unit:x', path: undefined })}\n`,
    '0600',
    'root:root',
  )
  const read = () => receiptsFact('/opt/metis').parse(printReceipts({ ...machine, files }, '/opt/metis'))
  expect(stat).toMatch(/^3 \d+ 600 metis:metis regular file$/)
  expect(read()).toEqual([
    { ...receipt, stat, now: stat },
    { id: 'unit:x', organisation: 'acme', instance: 'consul', inputs: 'x' },
  ])
  files.remove('/opt/metis/a.json')
  expect(read()[0]).toEqual({ ...receipt, stat })
})

test('names in the install directory', () => {
  const machine = machineAt('10.20.0.12')
  const read = () => installDirectoryFact('/opt/metis').parse(printInstallDirectory(machine, '/opt/metis'))
  expect(read()).toEqual([])
  machine.files.makeDirectory('/opt/metis/consul/data', '0700', 'metis:metis')
  machine.files.makeDirectory('/opt/metis/.installed', '0700', 'root:root')
  expect(read()).toEqual(['.installed', 'consul'])
})

test('units, by the clock of the rehearsal', () => {
  const machine = machineAt('10.20.0.12')
  machine.units.set('metis-via.service', {
    active: 'active',
    sub: 'running',
    enabled: true,
    pid: 77,
    restarts: 2,
    startedAt: 30,
  })
  machine.units.set('metis-consul.service', {
    active: 'inactive',
    sub: 'dead',
    enabled: true,
    pid: 0,
    restarts: 0,
  })
  const kernel = kernelFact.parse(printKernel(machine, 1_000_000_000, 90))
  expect(unitsByName(unitsFact.parse(printUnits(machine)), kernel)).toEqual({
    'metis-via.service': {
      active: 'active',
      sub: 'running',
      enabled: true,
      pid: 77,
      restarts: 2,
      since: 1_000_000_030,
      runningSeconds: 60,
    },
    'metis-consul.service': { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0, since: 0 },
  })
})

test('the fingerprint of a certificate', async () => {
  const machine = machineAt('10.20.0.12')
  machine.files.write(
    '/c.crt',
    '-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n',
    '0644',
    'root:root',
  )
  const network = createNetwork(() => true)
  const fingerprint = async (path: string) =>
    certificateFingerprint({
      told: { certificate: await printAsked({ certificate: path }, machine, network) },
    })
  expect(await fingerprint('/c.crt')).toMatch(/^BA:78:16:BF(:[0-9A-F]{2}){28}$/)
  expect(await fingerprint('/none.crt')).toBeUndefined()
})

test('answers under their names, also one that looks like a name', () => {
  expect(parseSections(sections({ one: 'a\n@two\n', two: '', three: 'b' }))).toEqual({
    one: { text: 'a\n@two\n', complete: true },
    two: { text: '', complete: true },
    three: { text: 'b\n', complete: true },
  })
})
