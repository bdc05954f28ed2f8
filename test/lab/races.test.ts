import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LONGEST_TEST_MILLISECONDS } from '../patience.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  type Organisation,
  organisationOn,
  type Person,
  startDataCenter,
} from './organisation.js'
import { withLines } from './program-output.js'
import { applied, type Outcome, outcomeOf, type Pair, RACES, type Runner, runRaces } from './race.js'
import { openTerminal, type Terminal } from './terminal.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
/** A race of fresh hosts installs everything and removes it again. */
const MILLISECONDS = LONGEST_TEST_MILLISECONDS + RACES * 60_000
const HERE: Person = { user: userInfo().username, machine: hostname() }

describe.skipIf(isSkipped).sequential('races of two for the same hosts', () => {
  let lab: Lab
  const opened: Organisation[] = []

  beforeAll(async () => {
    lab = await bootLab({ name: 'races', subnet: '10.97.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    await startDataCenter(lab)
  })
  afterAll(async () => {
    for (const organisation of opened) organisation.remove()
    await lab?.down()
  })

  const orgYaml = (externalAddress: string, name = 'acme') => `
organisation: ${name}
release: metis-0.3.0
hosts:
  h1: { address: 10.97.0.11, user: operator, identityFile: ${lab.keyFile}, hostKey: '${lab.host('h1').fingerprint}' }
  h2: { address: 10.97.0.12, user: operator, identityFile: ${lab.keyFile}, hostKey: '${lab.host('h2').fingerprint}' }
roles: { consul: h1, carrier: { host: h2, externalAddress: ${externalAddress} }, admin: h1 }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`

  function runnerOf(person?: Person): Runner {
    const organisation = organisationOn(lab, person)
    opened.push(organisation)
    return { person: person ?? HERE, organisation, run: () => applied(organisation) }
  }

  /** The folder of whoever has applied last. */
  let newest: Organisation

  /** Two with the same secrets, as if one had copied the folder of the other. */
  function copies(first: Runner, second: Runner): Pair {
    for (const { organisation } of [first, second])
      bring(newest, organisation, 'secrets.json', 'applied.jsonl')
    return [first, second]
  }
  /** As version control brings it to who comes second: what the other has applied. */
  const learn = async (winner: Runner, loser: Runner) => {
    newest = winner.organisation
    bring(newest, loser.organisation, 'applied.jsonl')
  }

  let change = 0
  /** A small change, another one for each: the address that the carrier tells others. */
  const differ = (pair: Pair) => () => {
    for (const { organisation } of pair) {
      change += 1
      organisation.write(orgYaml(`172.20.${change >> 8}.${change & 255}`))
    }
  }

  test(
    'two organisations on the same fresh hosts: one gets them all, and the other none of them',
    async () => {
      const names = new Map([
        [runnerOf(), 'acme'],
        [runnerOf(), 'other'],
      ])
      const [first, second] = [...names.keys()]
      if (first === undefined || second === undefined) throw new Error('two take part')
      for (const [{ organisation }, name] of names) organisation.write(orgYaml('10.97.0.12', name))
      await runRaces({
        kind: 'two organisations',
        pair: [first, second],
        after: async (winner, loser) => {
          expect((await loser.run()).code).toMatch(/^(preflight|record)\.other-organisation$/)
          const all = ['destroy', '--confirm', names.get(winner) ?? '', '--delete-data']
          expect((await winner.organisation.run(all)).exitCode).toBe(0)
        },
      })
    },
    MILLISECONDS,
  )

  test('somebody installs it', async () => {
    newest = runnerOf().organisation
    newest.write(orgYaml('10.97.0.12'))
    const { exitCode, all } = await newest.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
  })

  test(
    'two copies of one folder, with different changes',
    async () => {
      const pair = copies(runnerOf(), runnerOf())
      await runRaces({ kind: 'two copies', pair, prepare: differ(pair), after: learn })
    },
    MILLISECONDS,
  )

  test(
    'two people on two machines',
    async () => {
      const [ann, bob] = [
        { user: 'ann', machine: 'desk' },
        { user: 'bob', machine: 'laptop' },
      ]
      const pair = copies(runnerOf(ann), runnerOf(bob))
      await runRaces({ kind: 'two machines', pair, prepare: differ(pair), after: learn })
    },
    MILLISECONDS,
  )

  test(
    'the wizard against the command line',
    async () => {
      const { organisation } = runnerOf()
      const terminal = await openTerminal(lab, organisation, { columns: 100, rows: 30 })
      try {
        const clicking: Runner = { person: HERE, organisation, run: () => install(terminal, organisation) }
        const pair = copies(clicking, runnerOf({ user: 'bob', machine: 'laptop' }))
        const prepare = async () => {
          differ(pair)()
          await review(terminal, lab.password)
        }
        const after = async (winner: Runner, loser: Runner) => {
          await learn(winner, loser)
          await leave(terminal)
        }
        await runRaces({ kind: 'wizard and command', pair, prepare, after })
      } finally {
        await terminal.close()
      }
    },
    MILLISECONDS,
  )
})

function bring(from: Organisation, to: Organisation, ...files: string[]) {
  for (const file of files) copyFileSync(join(from.folder, file), join(to.folder, file))
}

/** As far as the key that installs. */
async function review(terminal: Terminal, password: string): Promise<void> {
  await terminal.command('create-metis-node -f org.yaml')
  await terminal.shows(/sudo password of operator on h\d:/)
  await terminal.answer(password)
  await terminal.shows(/instances healthy +asked \d+s ago/)
  await terminal.press('v')
  await terminal.shows(/^ \d+ warnings\. Warnings stop nothing; read them\./m)
  await terminal.press('Enter')
  await terminal.shows('[Problems')
  await terminal.press('Enter')
  await terminal.shows('[ Apply ]')
  await terminal.press('Enter')
  await terminal.shows('▸ [ Apply ]')
}

/** What the screen says, and what the run behind it has told. */
async function install(terminal: Terminal, { folder }: Organisation): Promise<Outcome> {
  await terminal.press('Enter')
  const all = await terminal.shows(/● Done|✗ Failed/)
  const runs = join(folder, 'runs')
  const newest =
    readdirSync(runs)
      .filter((name) => name.endsWith('.output'))
      .toSorted()
      .at(-1) ?? ''
  const stdout = readFileSync(join(runs, newest), 'utf8')
  return outcomeOf(withLines({ exitCode: all.includes('● Done') ? 0 : 1, stdout, stderr: '', all }))
}

async function leave(terminal: Terminal): Promise<void> {
  await terminal.press('C-c')
  await terminal.shows('Leave?')
  await terminal.press('Down', 'Enter')
  await terminal.exitCode()
}
