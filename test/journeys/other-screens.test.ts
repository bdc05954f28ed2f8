import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk(80, 24)
  const { terminal } = desk
  await terminal.command('create-metis-node init . --preset minimal --name acme')
  expect(await terminal.exitCode()).toBe(0)
  const file = join(desk.home, 'org.yaml')
  const text = readFileSync(file, 'utf8')
  // Nobody listens on port 1 of this machine.
  const reached = text.replace(/192\.0\.2\.11.*/, '10.20.0.11\n    ssh: 127.0.0.1\n    port: 1')
  writeFileSync(file, reached.replace(/198\.51\.100\.10.*/, '8.8.8.8'))
})
afterAll(() => desk.close())

test('the live status tells of a host that is away, and leaves with the exit code of a sick organisation', async () => {
  const { terminal } = desk
  await terminal.command('create-metis-node status')
  await terminal.shows('0 of 3 instances healthy')
  await terminal.press('p')
  expect(await terminal.shows('connection.refused')).toContain('Host h1 refuses connections')
  await terminal.press('?')
  await terminal.shows('What is this?')
  await terminal.press('Escape')
  await terminal.shows('connection.refused')
  await terminal.press('C-l')
  await terminal.shows('3 个实例中 0 个健康')
  await terminal.press('q')
  expect(await terminal.exitCode()).toBe(1)
  expect(await terminal.isCursorShown()).toBe(true)
  expect(await terminal.screen()).toContain('create-metis-node status')
})

test('there is nothing to watch where nothing has run', async () => {
  const { terminal } = desk
  await terminal.command('create-metis-node watch')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toContain('Nothing runs in this organisation, and nothing has run yet.')
})

test('the picture is printed, also as text for others', async () => {
  const { terminal } = desk
  await terminal.command('create-metis-node topology')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.screen()).toMatch(/═ acme ═╗\n[\s\S]*h1[\s\S]*╚═+╝/)
  await terminal.command('create-metis-node topology --format mermaid')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.whole()).toContain('subgraph organisation["acme"]')
})

test('the gallery turns its pages and leaves', async () => {
  const { terminal } = desk
  await terminal.command('create-metis-node gallery')
  for (const page of ['Pictures', 'A run', 'Components', 'Cards', 'Fields']) {
    await terminal.shows(`[${page}]`)
    await terminal.press('Tab')
  }
  await terminal.shows('[Pictures]')
  await terminal.press('q')
  expect(await terminal.exitCode()).toBe(0)
  expect(await terminal.isCursorShown()).toBe(true)
})
