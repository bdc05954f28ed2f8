import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const THREE = `
  data:
    - { host: h1, port: 8700, taskPorts: 31000-31100 }
    - { host: h2, port: 8700, taskPorts: 31000-31100 }
    - { host: h3, port: 8700, taskPorts: 31000-31100 }
`

/** An organisation with three data services, installed, and then told other task ports. */
async function withOtherTaskPorts(...faults: string[]) {
  const text = (await presetText('data-provider')).replace(/\n {2}data:.*\n/, THREE)
  const rehearsed = await rehearsedWorld(text, faults)
  const { rehearsal, run } = rehearsed
  expect((await run('apply')).exitCode).toBe(0)
  const before = await readFile(rehearsal.file, 'utf8')
  await writeFile(rehearsal.file, before.replaceAll('31000-31100', '32000-32100'))
  return rehearsed
}

const isOf = (of: RegExp) => (line: Record<string, unknown>) => of.test(String(line.node))
const story = (said: Said) =>
  jsonLines(said)
    .filter(isOf(/ (unit:metis-data|ready:data)\S*$/))
    .filter(({ type }) => ['started', 'succeeded', 'failed'].includes(String(type)))
    .map(({ type, node }) => `${type} ${String(node)}`)

test('data services change one after the other, each once the one before it stays well', async () => {
  const { run } = await withOtherTaskPorts()
  const said = await run('apply', '--json')
  expect(said.exitCode).toBe(0)
  const order = ['h1', 'h2', 'h3'].flatMap((host) =>
    [`${host} unit:metis-data-8700.service`, `${host} ready:data-8700`].flatMap((node) => [
      `started ${node}`,
      `succeeded ${node}`,
    ]),
  )
  expect(story(said)).toEqual(order)
  const held = jsonLines(said).filter(({ line }) => String(line).startsWith('ready; it has to stay so'))
  expect(held.map(({ node }) => node)).toEqual(['h1', 'h2', 'h3'].map((host) => `${host} ready:data-8700`))
  expect((await run('plan')).exitCode).toBe(0)
})

test('as many at once as are allowed', async () => {
  const { run } = await withOtherTaskPorts()
  const said = await run('apply', '--json', '--parallel', '2')
  expect(said.exitCode).toBe(0)
  const third = story(said).indexOf('started h3 unit:metis-data-8700.service')
  expect(story(said).slice(0, third)).toContain('succeeded h1 ready:data-8700')
  expect(story(said).indexOf('started h2 unit:metis-data-8700.service')).toBeLessThan(
    story(said).indexOf('succeeded h1 ready:data-8700'),
  )
})

test('what is only started again has to run well for a while too, and holds up nobody but its wave', async () => {
  const { run } = await withOtherTaskPorts()
  const heldIn = (said: Said) =>
    jsonLines(said).flatMap(({ node, line }) => (/^ready; it has/.test(String(line)) ? [String(node)] : []))
  const data = await run('restart', 'data', '--json')
  expect(data.exitCode).toBe(0)
  const turns = ['h1 ready:data-8700', 'h2 ready:data-8700', 'h3 ready:data-8700 again']
  expect(heldIn(data)).toEqual(turns)
  expect(heldIn(await run('restart', 'via', '--json', '--hold', '0'))).toEqual([])
})

test.each(['change-dies:h2', 'change-sickens:h2'])(
  '%s stops the wave there, puts that one back, and leaves the others alone',
  async (fault) => {
    const { run } = await withOtherTaskPorts(fault)
    const said = await run('apply', '--json')
    expect(said.exitCode).toBe(1)
    const [stopped] = jsonLines(said).filter(
      ({ type, severity }) => type === 'problem' && severity === 'error',
    )
    expect(stopped).toMatchObject({
      code: 'run.wave-stopped',
      details: {
        ...{ instance: 'data-8700@h2', of: 3, changed: 1, untouched: 1 },
        now: 'listens, passing in Consul',
      },
    })
    expect((await run('status')).exitCode).toBe(0)
    const left = jsonLines(await run('plan', '--json')).find(({ type }) => type === 'plan') as {
      nodes: { id: string }[]
    }
    const files = left.nodes.map(({ id }) => id).filter((id) => id.endsWith('data.yml'))
    expect(files.map((id) => id.slice(0, 2))).toEqual(['h2', 'h3'])
    expect((await run('apply')).exitCode).toBe(0)
    expect((await run('plan')).exitCode).toBe(0)
  },
)
