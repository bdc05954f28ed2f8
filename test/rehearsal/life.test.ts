import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { jsonLines, presetText, rehearsedWorld } from './rehearsed-world.js'

test('an organisation lives its whole life on simulated hosts', async () => {
  const { run } = await rehearsedWorld(await presetText('data-provider'))
  expect((await run('apply')).exitCode).toBe(0)

  const status = jsonLines(await run('status', '--json'))
  expect(
    status
      .filter(({ type }) => type === 'instance')
      .map(({ instance, state, says }) => [instance, state, says]),
  ).toEqual([
    ['consul', 'healthy', 'leader 10.20.0.11:8200, 1 of 1 servers'],
    ['carrier', 'healthy', 'passing in Consul, nodeInfo answers'],
    ['admin', 'healthy', 'health page answers, passing in Consul, console served by nginx'],
    ['via', 'healthy', 'accepts connections, passing in Consul'],
    ['data-8700', 'healthy', 'listens, passing in Consul'],
  ])

  expect((await run('logs', 'data')).stdout).toContain('Data Service ready for action.')
  expect((await run('restart', 'consul')).exitCode).toBe(0)
  expect((await run('status')).exitCode).toBe(0)
  expect((await run('stop')).exitCode).toBe(0)
  expect((await run('status')).exitCode).toBe(1)
  expect((await run('start')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)

  const removal = await run('destroy', '--confirm', 'rehearsal', '--delete-data')
  expect(removal.exitCode).toBe(0)
  expect(removal.stdout).toContain('.metis-backup: ')
  expect((await run('plan')).exitCode).toBe(2)
  expect((await run('apply')).exitCode).toBe(0)
})

test('a change of org.yaml becomes the same plan as on real hosts, and nothing is left of it', async () => {
  const { rehearsal, run } = await rehearsedWorld(await presetText('data-provider'))
  await run('apply')
  const text = await readFile(rehearsal.file, 'utf8')
  await writeFile(rehearsal.file, `${text}\nports: { via: 10131 }\n`)
  const plan = jsonLines(await run('plan', '--json')).find(({ type }) => type === 'plan') as {
    nodes: { id: string; because: unknown; why: string }[]
  }
  expect(plan.nodes.filter(({ id }) => !id.endsWith(' again')).map(({ id, why }) => `${id}: ${why}`)).toEqual(
    [
      'h1 run:host/record: generation 2 of what this organisation is',
      'h2 run:host/record: generation 2 of what this organisation is',
      'h2 run:host/former-ports: differs from what is wanted',
      'h2 file:/etc/sysctl.d/60-metis-rehearsal.conf: its content differs',
      'h2 run:host/kernel-settings: differs from what is wanted',
      'h3 run:host/record: generation 2 of what this organisation is',
      'h1 run:consul/consul-leader: differs from what is wanted',
      'h1 kv:metis/via_ip_port: the carrier tells every fighter that address; Consul holds 100.64.0.11_10031',
      'h2 former:via: it works now: until it is ready again, what it was started from can be put back',
      'h2 file:/opt/metis/via/config/via.yml: its content differs',
      'h2 unit:metis-via.service: what it was started from has changed',
      'h2 ready:via: it was started and must be ready before others go on',
    ],
  )
  expect(plan.nodes.find(({ id }) => id === 'h1 kv:metis/via_ip_port')?.because).toEqual({
    word: 'role/consul/step.via',
    and: { word: 'reason.consul-holds', values: { value: '100.64.0.11_10031' } },
  })
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('plan')).exitCode).toBe(0)
})
