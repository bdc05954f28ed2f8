import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { problem } from '../../src/errors/problem.js'
import { fakeWorld, onePlan } from './fake-world.js'

describe('plan', () => {
  it('ends with 2 when changes are pending, and shows file, reason and diff without the secret', async () => {
    const fake = fakeWorld({ plans: [onePlan] })

    expect(await runCommandLine(['plan'], fake.world)).toBe(2)
    expect(fake.stdout()).toBe(`h1: 1 change
  consul
    ~ consul  file /opt/metis/consul/config/consul.json
        its content differs
        @@ -1,1 +1,1 @@
        -{}
        +{ "token": *** }

1 change on 1 host.
Takes a few seconds.
Open to all who reach the hosts: every port; \`firewall: managed\` in org.yaml closes them
`)
  })

  it('ends with 0 when there is nothing to do', async () => {
    const fake = fakeWorld()

    expect(await runCommandLine(['plan'], fake.world)).toBe(0)
    expect(fake.stdout()).toBe('Nothing to do: every host is as org.yaml says.\n')
  })

  it('ends with 1 when a host is missing from the plan', async () => {
    const unreached = { facts: {}, problems: [problem('connection.dropped', {}, { host: 'h1' })] }
    const fake = fakeWorld({ gathered: [unreached] })

    expect(await runCommandLine(['plan'], fake.world)).toBe(1)
    expect(fake.stdout()).toMatch(/^No host answered, so what is to do is not known\.\n/)
    expect(fake.stdout()).toContain('code    connection.dropped')
  })

  it('speaks Chinese where the environment does', async () => {
    const fake = fakeWorld({ env: { LANG: 'zh_CN.UTF-8' } })

    await runCommandLine(['plan'], fake.world)
    expect(fake.stdout()).toBe('无事可做：所有主机都已符合 org.yaml。\n')
  })

  it('prefers --lang over the environment', async () => {
    const fake = fakeWorld({ env: { LANG: 'zh_CN.UTF-8' } })

    await runCommandLine(['plan', '--lang', 'en'], fake.world)
    expect(fake.stdout()).toBe('Nothing to do: every host is as org.yaml says.\n')
  })
})
