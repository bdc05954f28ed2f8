import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import { trustKeys, walkTo } from './walk.js'

let desk: Desk
afterEach(() => desk.close())

test('a long list that is pasted while hosts are looked at loses no line, and what is typed meanwhile stays', async () => {
  desk = await openDesk(120, 40)
  const { terminal } = desk
  await terminal.command('create-metis-node rehearse --speed 50')
  await walkTo(terminal, 'machines')
  await terminal.type('ops@10.1.0')
  const single = Array.from({ length: 40 }, (_, i) => `10.2.0.${i + 1}`)
  await terminal.paste([...single, 'never-a-host!', 'alice@10.3.0.[1-5]:2222', ''].join('\n'))
  await terminal.type('.99')
  const added = await terminal.shows('45 hosts added.')
  expect(added).toContain('Line 41: `never-a-host!` is neither an address nor a host')
  await terminal.shows('ops@10.1.0.99')
  await terminal.press('Enter')
  await terminal.shows('1 host added.')

  await trustKeys(terminal, '49 of 49 ready')
  const range = Array.from({ length: 5 }, (_, i) => `alice@10.3.0.${i + 1}`)
  expect(hostsIn(desk)).toEqual([
    'ops@10.20.0.11',
    'ops@10.20.0.12',
    'ops@10.20.0.13',
    ...single.map((address) => `ops@${address}`),
    ...range,
    'ops@10.1.0.99',
  ])
})

/** The hosts of the one draft there is. */
function hostsIn({ home }: Desk): string[] {
  const folder = join(home, '.local/state/create-metis-node/drafts')
  const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.json'))
  const { draft } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return draft.file.hosts.map(({ user, address }: { user: string; address: string }) => `${user}@${address}`)
}
