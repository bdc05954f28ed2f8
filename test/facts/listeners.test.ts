import { expect, test } from 'vitest'
import { listenersFact } from '../../src/facts/listeners.js'

test('sockets with their process and systemd unit', () => {
  expect(
    listenersFact.parse(`udp UNCONN 0      0      127.0.0.53%lo:53    0.0.0.0:* users:(("systemd-resolve",pid=601,fd=13))
udp UNCONN 0      0      10.0.0.1:8300       0.0.0.0:* users:(("consul",pid=900,fd=9))
tcp LISTEN 0      511    0.0.0.0:80          0.0.0.0:* users:(("nginx",pid=813,fd=6),("nginx",pid=812,fd=6))
tcp LISTEN 0      128          [::]:22             [::]:* users:(("sshd",pid=700,fd=4))
tcp LISTEN 0      100             *:9090              *:* users:(("java",pid=950,fd=20))
tcp LISTEN 0      128    0.0.0.0:2024        0.0.0.0:*
cgroup 601 0::/system.slice/systemd-resolved.service
cgroup 700 1:name=systemd:/system.slice/ssh.service
cgroup 813 0::/system.slice/nginx.service
cgroup 900 0::/system.slice/metis-consul.service
cgroup 950 0::/system.slice/metis-admin\\x2dold.service/jvm
`),
  ).toEqual([
    {
      protocol: 'udp',
      address: '127.0.0.53',
      port: 53,
      process: 'systemd-resolve (pid 601)',
      unit: 'systemd-resolved.service',
    },
    {
      protocol: 'udp',
      address: '10.0.0.1',
      port: 8300,
      process: 'consul (pid 900)',
      unit: 'metis-consul.service',
    },
    { protocol: 'tcp', address: '0.0.0.0', port: 80, process: 'nginx (pid 813)', unit: 'nginx.service' },
    { protocol: 'tcp', address: '::', port: 22, process: 'sshd (pid 700)', unit: 'ssh.service' },
    {
      protocol: 'tcp',
      address: '::',
      port: 9090,
      process: 'java (pid 950)',
      unit: 'metis-admin-old.service',
    },
    { protocol: 'tcp', address: '0.0.0.0', port: 2024, process: '', unit: '' },
  ])
})

test('a process may call itself anything', () => {
  expect(
    listenersFact.parse(`tcp LISTEN 0 5 0.0.0.0:99 0.0.0.0:* users:(("a b"),(x",pid=7,fd=3))\n`),
  ).toEqual([{ protocol: 'tcp', address: '0.0.0.0', port: 99, process: 'a b"),(x (pid 7)', unit: '' }])
})

test('junk and silence are no listeners', () => {
  expect(listenersFact.parse('Cannot open netlink socket\n\ntcp LISTEN\n')).toEqual([])
  expect(listenersFact.parse('')).toEqual([])
})
