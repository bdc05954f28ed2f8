import { expect, test } from 'vitest'
import type { Machines } from '../../src/commands/organisation/machines.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from '../commands/fake-world.js'
import { PRESETS, presetText, rehearsedWorld } from './rehearsed-world.js'

test('the record is no round trip: none where nothing changes, and none of its own where something does', async () => {
  const { rehearsal } = await rehearsedWorld(await presetText('data-provider'))
  const trips: string[] = []
  const machines: Machines = {
    ...rehearsal.machines,
    connect: async (host, options) => {
      const transport = await rehearsal.machines.connect(host, options)
      return {
        ...transport,
        run: (job, how) => {
          const { errand } = job
          const names =
            errand?.kind === 'batch' ? errand.nodes.map(({ id }) => id.slice(id.indexOf(' ') + 1)) : []
          trips.push([host.name, errand?.kind, ...names].join(' '))
          return transport.run(job, how)
        },
      }
    },
  }
  const apply = async () => {
    trips.length = 0
    const env = { METIS_SSH_PASSWORD: 'correct horse' }
    const { world } = fakeWorld({ env, presetsDirectory: PRESETS, workingDirectory: rehearsal.folder })
    const open: typeof world.open = (session, needs, command) =>
      openOrganisation(session, needs, command, machines)
    return runCommandLine(['apply', '--yes', '--accept-new-host-keys'], { ...world, open })
  }
  expect(await apply()).toBe(0)
  for (const host of ['h1', 'h2', 'h3']) {
    const [batch, ...others] = trips.filter(
      (trip) => trip.includes('run:host/record') && trip.startsWith(host),
    )
    expect(others).toEqual([])
    expect(batch).toContain('run:host/record directory:/opt/metis')
  }
  expect(await apply()).toBe(0)
  expect(trips.toSorted()).toEqual(['h1 gather', 'h2 gather', 'h3 gather'])
})
