import { expect, test } from 'vitest'
import { handover } from '../../src/wizard/handover.js'
import { release } from '../roles/organisation.js'
import { THREE } from '../steps/install/organisations.js'
import { carrierText, ENR, healthyHosts, withFacts, withTold } from './healthy-hosts.js'

const paths = {
  folder: '/home/ops/acme',
  file: '/home/ops/acme/org.yaml',
  secrets: '/home/ops/acme/secrets.json',
  runs: '/home/ops/acme/runs',
}
const input = {
  topology: THREE,
  release,
  gathered: healthyHosts(THREE, { certificate: '3a0f'.repeat(16) }),
  paths,
  language: 'en',
} as const

test('the file tells everything that is handed over', () => {
  expect(handover(input)).toBe(`# acme: handover

Release metis-0.3.0. Asked of the hosts at 2026-01-31 12:00 UTC. Nothing in this file is secret.

## Proof

- [x] 6 of 6 instances are healthy
- [x] Consul has a leader (10.0.0.11:8200), 1 of 1 server alive
- [x] The carrier answers, and tells others to dial 203.0.113.10:10036
- [x] The carrier has 3 peers
- [ ] The organisation has not joined the network yet: that is done in the console
- [x] The console answers at http://10.0.0.11/
- [x] via is registered, and others reach it at 203.0.113.11:10031
- [x] 2 of 2 data and compute services are registered

## What runs where

| INSTANCE | STATE |
|---|---|
| \`consul@h1\` | healthy |
| \`carrier@h1\` | healthy |
| \`admin@h1\` | healthy |
| \`via@h2\` | healthy |
| \`data-8700@h3\` | healthy |
| \`compute-8800@h3\` | healthy |

## Console

- Address: \`http://10.0.0.11/\`
- Certificate, SHA-256: \`${'3A:0F:'.repeat(15)}3A:0F\`
- User: \`admin\`
- Password: \`create-metis-node secrets show console-password\`

## For other organisations

They name the ENR in network.bootstrapNodes; their firewalls let these addresses out.

- Organisation: \`acme\`
- Carrier, p2p: \`203.0.113.10  10036/tcp  10035/udp\`
- ENR (bootstrap node): \`${ENR}\`
- Multiaddress: \`/ip4/203.0.113.10/tcp/10036/p2p/16Uiu2HAm7a\`
- via: \`203.0.113.11  10031/tcp\`

- [ ] Open to all who reach the hosts: every port; \`firewall: managed\` in org.yaml closes them

## For a Moirea platform

It reaches the carrier here, once the organisation has joined the network.

- Carrier, gRPC: \`203.0.113.10  10033/tcp\`
- Carrier, REST: \`203.0.113.10  10034/tcp\`

## Next steps

1. Sign in to the console: http://10.0.0.11/
2. Join the network there with the name by which others shall know acme.
3. Data and compute appear in the console within seconds after that.
4. Hand over what is under "For other organisations" and "For a Moirea platform".
5. Commit the folder (not secrets.json, runs/, backups/), and keep a copy of secrets.json in a safe place: nobody can make its passwords and keys again.
6. From now on, in that folder: create-metis-node status

## Where everything lies

- What should be: \`/home/ops/acme/org.yaml\`
- Passwords and keys: \`/home/ops/acme/secrets.json\`
- Journals of all runs: \`/home/ops/acme/runs\`
- On the hosts: \`/opt/metis/<instance>\`
- Their units: \`metis-<instance>.service\`
- For version control: \`org.yaml, org.schema.json, known_hosts, artifacts.lock.json, applied.jsonl, receipts/, handover.md\`
- Not for it (.gitignore): \`secrets.json, secrets.json.*, *.former, backups/, runs/, .lock, .lock.*\`

## For a colleague who takes over

1. Get this folder: clone or copy it. Where there is none any more, a host gives it back: \`create-metis-node recover --from ops@10.0.0.11 -f acme/org.yaml\`
2. See that it says what the hosts are: \`create-metis-node plan\`
3. Ask whoever hands over for the recovery passphrase, which opens the secrets that are sealed in applied.jsonl and on the hosts. It comes by another way than this file, and belongs in a safe: \`create-metis-node secrets show recovery-passphrase\`
`)
})

test('in Chinese it is the same file in Chinese', () => {
  const text = handover({ ...input, language: 'zh' })
  expect(text).toMatch(
    /^# acme：交付说明\n\n版本 metis-0\.3\.0。于 2026-01-31 12:00（UTC）向各主机查询。本文件不含任何机密。\n/,
  )
  expect(text).toContain(`- ENR（引导节点）：\`${ENR}\``)
  expect(text).toContain('- [ ] 组织尚未加入网络：请在控制台中加入')
})

test('where nobody logs in to a host, or by another port, the commands say so', () => {
  const login = { address: '203.0.113.9', port: 2222, user: 'root' }
  const withHosts = (change: object) =>
    handover({ ...input, topology: { ...THREE, hosts: THREE.hosts.map((host) => ({ ...host, ...change })) } })
  expect(withHosts({ ssh: login })).toContain(
    '`create-metis-node recover --from root@203.0.113.9:2222 -f acme/org.yaml`',
  )
  expect(withHosts({ local: true })).toContain('1. Get this folder: clone or copy it.\n')
})

test('nothing that a host says becomes Markdown or ends its line', () => {
  const says = 'down\n# Pay here: [link](http://evil.example) `x` <b>|'
  const health = { via: { state: 'unhealthy', says } as const }
  const text = handover({ ...input, gathered: withFacts(input.gathered, 'h2', { health }) })
  expect(text).toContain(
    '- [ ] **!** via@h2: down # Pay here: \\[link\\](http://evil.example) \\`x\\` \\<b\\>\\|\n',
  )
  const carrier = carrierText({ localBootstrapNode: 'enr:`\n# x' })
  expect(handover({ ...input, gathered: withTold(input.gathered, 'h1', { carrier }) })).toContain(
    "(bootstrap node): `enr:' # x`\n",
  )
})

test('a Moirea platform is told where to call only where it is let in', () => {
  const closed = { ...THREE, firewall: 'managed' as const }
  const told = (topology: typeof THREE) => handover({ ...input, topology })
  expect(told(closed)).toContain('These ports are closed to it until its address is under access.moirea')
  expect(told({ ...closed, access: { moirea: ['198.51.100.7'] } })).not.toContain('access.moirea')
  expect(told(THREE)).not.toContain('access.moirea')
})
