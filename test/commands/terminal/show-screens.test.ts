import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { type FullScreen, openSession } from '../../../src/commands/program/session.js'
import { showScreens } from '../../../src/commands/terminal/show-screens.js'
import type { Leave } from '../../../src/ui/screen/step.js'
import { fakeWorld } from '../fake-world.js'

async function leaveBy(first: Leave, ended: number | Error) {
  const fake = fakeWorld({ answers: [''] })
  const ran: (readonly string[])[] = []
  const full: FullScreen = {
    load: () => Promise.reject(new Error('no screens in this test')),
    terminal: { stdin: new PassThrough(), stdout: new PassThrough() } as unknown as FullScreen['terminal'],
    run: async (command) => {
      ran.push(command)
      return ended
    },
    suspend: async () => {},
    catchBugs: (work) => work(new AbortController().signal),
  }
  const ways: Leave[] = [first, { kind: 'quit' }]
  const session = openSession(fake.world, 'en', {})
  const how = await showScreens({ session, full, beforeShell: 'back with exit' }, async () => {
    const way = ways.shift()
    if (way === undefined) throw new Error('nobody comes back a third time')
    return way
  })
  return { how, ran, asked: fake.asked, out: fake.stdout() }
}

it('comes back at once from a shell', async () => {
  const command = ['ssh', 'h1']
  expect(await leaveBy({ kind: 'shell', command }, 0)).toEqual({
    how: { kind: 'quit' },
    ran: [command],
    asked: [],
    out: 'back with exit\n',
  })
})

it('lets the output of a command be read before it comes back', async () => {
  const command = ['node', 'program', 'bundle', 'create']
  expect(await leaveBy({ kind: 'shell', command, waits: true }, 1)).toEqual({
    how: { kind: 'quit' },
    ran: [command],
    asked: ['Enter goes back to the wizard. '],
    out: '',
  })
})

it('says why a command could not be started', async () => {
  const { asked, out } = await leaveBy({ kind: 'shell', command: ['ssh'] }, new Error('ENOENT'))
  expect(out).toBe('back with exit\nssh could not be started: ENOENT\n')
  expect(asked).toEqual(['Enter goes back to the wizard. '])
})

it('goes on with what comes after a command before the screens are on again', async () => {
  const told: string[] = []
  const after = async () => void told.push('after')
  const { ran } = await leaveBy({ kind: 'shell', command: ['node', 'pull'], waits: true, after }, 0)
  expect([ran.length, told]).toEqual([1, ['after']])
})
