import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk } from '../terminal/here.js'
import { type Frame, rehearseAsNewcomer } from './newcomer.js'

const JOURNEY = 'docs/journey.md'
const README = 'README.md'
/** Frames with a moment in them (keys are asked about in the order in which hosts answer): held to their shape only. */
const MOMENTS = ['Host keys', 'Release', 'Install', 'Installed', 'Done']

let desk: Desk
let frames: Frame[]

beforeAll(async () => {
  desk = await openDesk(80, 24)
  frames = await rehearseAsNewcomer(desk.terminal)
  if (process.env.UPDATE_FRAMES === '1') record(frames)
})
afterAll(() => desk?.close())

test('Enter alone leads a newcomer through a rehearsal to a running MetisNode, and the terminal back', async () => {
  expect(frames.map(({ title }) => title)).toEqual([
    'Welcome',
    'Organisation',
    'Host keys',
    'Machines',
    'Roles',
    'Network',
    'Release',
    'Checks',
    'Review',
    'Install',
    'Installed',
    'Done',
  ])
  expect(await desk.terminal.exitCode()).toBe(0)
})

test('docs/journey.md shows what is really on the screens', () => {
  const recorded = framesIn(readFileSync(JOURNEY, 'utf8'))
  const same = frames.filter(({ title }) => !MOMENTS.includes(title))
  expect(recorded.map(({ title }) => title)).toEqual(frames.map(({ title }) => title))
  expect(recorded.filter(({ title }) => !MOMENTS.includes(title))).toEqual(same)
})

test('the README shows frames of that journey', () => {
  const recorded = framesIn(readFileSync(JOURNEY, 'utf8')).map(({ shown }) => shown)
  const shown = [...readFileSync(README, 'utf8').matchAll(BLOCK)].map(([, , text = '']) => text)
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.filter((text) => !recorded.includes(text))).toEqual([])
})

/** `UPDATE_FRAMES=1` writes the frames anew: look at the difference before it is committed. */
function record(seen: readonly Frame[]): void {
  const blocks = seen.map(({ title, shown }) => `## ${title}\n\n\`\`\`text\n${shown}\n\`\`\`\n`)
  writeFileSync(JOURNEY, `${readFileSync(JOURNEY, 'utf8').split('\n## ')[0]}\n${blocks.join('\n')}`)
  const readme = readFileSync(README, 'utf8').replace(BLOCK, (whole, title: string, before: string) =>
    whole.replace(before, () => seen.find((frame) => frame.title === title)?.shown ?? before),
  )
  writeFileSync(README, readme)
}

/** `<!-- frame: Install -->` and the block below it. */
const BLOCK = /<!-- frame: (\w+) -->\n```text\n([\s\S]*?)\n```/g

function framesIn(text: string): Frame[] {
  return [...text.matchAll(/^## (.+)\n\n```text\n([\s\S]*?)\n```$/gm)].map(([, title = '', shown = '']) => ({
    title,
    shown,
  }))
}
