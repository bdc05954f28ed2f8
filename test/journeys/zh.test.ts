import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import { gone, walkTo } from './walk.js'
import { wholeFrame } from './whole-frame.js'

const SIZE = { columns: 80, rows: 24 }

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(SIZE.columns, SIZE.rows, { LANG: 'zh_CN.UTF-8' })
})
afterAll(() => desk.close())

test('a rehearsal in Chinese is Chinese on every screen and in every explanation, in straight columns', async () => {
  const { terminal } = desk
  const seen: string[] = []
  const look = async () => {
    seen.push(await wholeFrame(terminal, SIZE))
    await terminal.press('?')
    await terminal.shows('Esc 关闭')
    seen.push(await wholeFrame(terminal, SIZE))
    await terminal.press('Escape')
    await gone(terminal, 'Esc 关闭')
  }
  await terminal.command('create-metis-node rehearse --instant')
  await walkTo(terminal, 'done', { language: 'zh', look })
  seen.push(await terminal.shows('5 个实例中有 5 个健康'))
  for (let last = ''; last !== seen.at(-1); ) {
    last = seen.at(-1) ?? ''
    await terminal.press('PageDown')
    seen.push(await wholeFrame(terminal, SIZE))
  }
  await terminal.press('Enter')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toContain('演练已结束，没有留下任何内容。')
  expect([...new Set(seen.flatMap(englishIn))]).toEqual([])
})

/**
 * Words that are neither names, nor pieces of a record, nor what everybody calls these things; what hosts say while it
 * runs is theirs.
 */
function englishIn(shown: string): string[] {
  return shown
    .replace(/^ 正在等待 .*$/gm, '')
    .replace(/[^\s\u0021-\u007e]/gu, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/^[([<"'`]+|[)\]>"'`,.;:]+$/g, ''))
    .filter((word) => /^[A-Za-z][a-z'-]+$|^[A-Z]{2,}$/.test(word) && !KNOWN.has(word))
}

const KNOWN = new Set(
  [
    'English Enter Esc Tab Ctrl-L',
    'Metis create-metis-node bank-a Moirea Consul Linux Java nginx ufw firewalld nftables ENR multiaddr',
    'consul carrier admin via data compute leader serf LAN WAN',
    'SSH HTTP DNS REST gRPC CSV MB Python zip root agent unit ssh-keygen ops user port',
    'rehearse init check plan apply watch status secrets show',
    'organisation hosts host address local true managed by-hand roles artifacts source index files',
    'admin-jar admin-web admin-schema metis-wheel channel-sdk python wheelhouse console-password',
  ].flatMap((words) => words.split(' ')),
)
