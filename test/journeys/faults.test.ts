import { execFileSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import type { Terminal } from '../terminal/terminal.js'
import { trustKeys, walkTo } from './walk.js'

let desk: Desk
afterEach(() => desk.close())

async function rehearse(...faults: string[]): Promise<Terminal> {
  desk = await openDesk(80, 24)
  await desk.terminal.command(
    `create-metis-node rehearse --instant ${faults.map((fault) => `--fault ${fault}`).join(' ')}`,
  )
  return desk.terminal
}

const BROKEN = [
  {
    fault: 'disk-full@distribute:h1',
    card: ['The disk of host h1 is full', 'No space left', 'See what takes the space'],
    code: 'connection.disk-full',
  },
  {
    fault: 'carrier-dies',
    card: ['The carrier on h1 cannot reach the data center', 'dial grpc server', 'Correct the address'],
    code: 'run.data-center-unreachable',
    log: 'metis-carrier.service does not listen on port 10033',
  },
  {
    fault: 'host-lost@distribute:h2',
    card: [
      'Host h2 does not answer at 10.20.0.12 port 22',
      // Nor can the two others prove that it still gets to them, with their ports closed.
      /also +h2 could not be asked whether it still gets to h[13], h[13]/,
      'The same cause stopped',
      'nc -vz',
    ],
    code: 'connection.timed-out',
  },
]

for (const { fault, card, code, log } of BROKEN) {
  test(`${fault}: a card tells what, why and what to do; the log is a key away; once corrected it goes on`, async () => {
    const terminal = await rehearse(fault)
    await walkTo(terminal, 'install')
    const failed = await terminal.shows(`code    ${code}`)
    expect(failed).toContain('✗ Failed')
    expect(failed).toContain('[Failures (1)]')
    for (const part of card) expect(failed).toMatch(part)

    await terminal.press('l')
    const shownLog = await terminal.shows('[Log]')
    if (log !== undefined) expect(shownLog).toContain(log)
    await terminal.press('f')
    await terminal.shows(code)

    await terminal.press('r')
    const done = await terminal.shows('All of it runs')
    expect(done).toContain('[Picture]')
    expect(done).not.toContain('Failures')
    await terminal.press('Enter')
    await terminal.shows('5 of 5 instances are healthy')
    await terminal.press('Enter')
    expect(await terminal.exitCode()).toBe(0)
  })
}

test('a wrong password is sent once, asked for again only on request, and seen nowhere', async () => {
  const terminal = await rehearse('wrong-password:h1')
  const seen: string[] = []
  const see = (shown: string) => seen.push(shown)
  await walkTo(terminal, 'machines')
  await trustKeys(terminal, 'SSH password of ops@h1')

  await terminal.type('Wrong-One-77')
  see(await terminal.shows('*'.repeat(12)))
  await terminal.press('Enter')
  const refused = await terminal.shows('code    connection.login-password-wrong')
  see(refused)
  expect(refused).toContain('Host h1 refuses the password of ops.')
  expect(refused).toContain('once and is not tried again')
  expect(refused).toContain('2 of 3 ready · 1 failed')

  await terminal.press('C-r')
  see(await terminal.shows('That was refused. It is not sent again by itself.'))
  await terminal.press('Enter')
  await terminal.type('Right-One-88')
  see(await terminal.shows('*'.repeat(12)))
  await terminal.press('Enter')
  see(await terminal.shows('3 of 3 ready'))

  await walkTo(terminal, 'done', { look: see })
  see(await terminal.shows('5 of 5 instances are healthy'))
  expect(seen.filter((shown) => /Wrong-One|Right-One/.test(shown))).toEqual([])
  expect(filesThatHold(desk.home, 'Wrong-One')).toBe('')
  expect(filesThatHold(desk.home, 'Right-One')).toBe('')
})

test('a host key that has changed stops before anything is sent, and its card says what to do', async () => {
  const terminal = await rehearse('host-key-changed:h2')
  await walkTo(terminal, 'machines')
  await trustKeys(terminal, '2 of 3 ready · 1 failed')
  await terminal.press('Down')
  await terminal.shows('▸✗ h2')
  await terminal.press('Enter')
  const card = await terminal.shows('connection.host-key-changed')
  expect(card).toContain('h2')
  expect(card).toMatch(/fix\s+1\. /)
  await terminal.press('Escape')
  await terminal.shows('r try again')
  await terminal.press('r')
  await terminal.shows('3 of 3 ready')
  await terminal.press('Escape')
  await terminal.shows('Enter go on')
  await walkTo(terminal, 'roles')
})

function filesThatHold(folder: string, text: string): string {
  return execFileSync('sh', [
    '-c',
    'grep -rlaF --exclude-dir="tmux-*" -- "$1" "$2" || true',
    'sh',
    text,
    folder,
  ]).toString()
}
