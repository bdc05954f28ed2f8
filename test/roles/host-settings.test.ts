import { expect, test } from 'vitest'
import { hostSettings } from '../../src/roles/host-settings.js'
import { topology } from './organisation.js'

test('a host keeps the ports of its instances from clients, ranges merged', () => {
  expect(hostSettings(topology, 'h3')).toEqual({
    path: '/etc/sysctl.d/60-metis-acme.conf',
    content:
      '# Ports of Metis services, not to be handed out to clients.\n' +
      'net.ipv4.ip_local_reserved_ports = 8700-8701,10031,31000-31201\n',
  })
})

test('the task ports of compute are among them', () => {
  expect(hostSettings(topology, 'h2')?.content).toContain(' = 80,3306,8800,9090,41000-41100\n')
})

test('a host without instances needs no settings', () => {
  expect(hostSettings({ ...topology, instances: [] }, 'h1')).toBeUndefined()
})
