import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { show } from '../../src/lib/text.js'
import { withBoundedLog } from '../../src/roles/bounded-log.js'
import { roomOf } from '../../src/roles/index.js'
import { instancePaths } from '../../src/topology/host-paths.js'
import { PATIENCE_MILLISECONDS as patience } from '../patience.js'
import { inputFor, topology, unitLines } from './organisation.js'

const folder = mkdtempSync(join(tmpdir(), "it's a log "))
afterAll(() => rmSync(folder, { recursive: true }))

/** Where a role writes its log by its configuration, and what bounds it. */
function logsOf(role: (typeof topology)['instances'][number]['role']): string[] {
  const input = inputFor(role)
  const { service } = roomOf(role)
  const files = service.config(input)
  const texts = files.filter(({ isScript }) => isScript !== true).map(({ content }) => show(content))
  const { log } = instancePaths(input)
  const own = texts.flatMap((text) => text.match(new RegExp(`${log}/[\\w.-]+`, 'g')) ?? [])
  const startWith = service.unit(input).startWith
  const script = show(files.find(({ path }) => path === startWith)?.content ?? [])
  const bounded = own.map((path) => `${path}: ${script.includes(`: >${path}`) ? '64 MiB, twice' : 'NOTHING'}`)
  const isElsewhere = unitLines(service, input).some((line) => /^Standard(Output|Error)=/.test(line))
  return [isElsewhere ? 'output: NOTHING' : 'output: the journal, as the host bounds it', ...bounded]
}

test('every role logs to the journal, or into a file that has a bound', () => {
  const roles = [...new Set(topology.instances.map(({ role }) => role))]
  const journal = 'output: the journal, as the host bounds it'
  expect(Object.fromEntries(roles.map((role) => [role, logsOf(role)]))).toEqual({
    consul: [journal],
    carrier: [journal],
    admin: [journal],
    via: [journal, '/opt/metis/via/log/via.log: 64 MiB, twice'],
    data: [journal],
    compute: [journal],
  })
})

test('a log of its own is shortened under the program that has it open, and nothing is left when that ends', async () => {
  const log = join(folder, 'via.log')
  const script = join(folder, 'start.sh')
  const text = show(withBoundedLog(log, sh`:`))
    .replace('sleep 60', 'sleep 0.05')
    .replaceAll('67108864', '1000')
  writeFileSync(script, text)
  // Its arguments are words of their own, and it appends as loggers do.
  const program =
    'exec 3>>"$1"; echo "$$ $2"; while :; do echo "0123456789012345678901234567890123456789" >&3; sleep 0.005; done'
  const started = spawn('bash', [script, 'bash', '-c', program, 'x', log, 'two words'], { detached: true })
  const said = await new Promise<string>((resolve) =>
    started.stdout.once('data', (data) => resolve(String(data))),
  )
  expect(said).toBe(`${started.pid} two words\n`)
  try {
    await expect
      .poll(() => statSync(`${log}.1`, { throwIfNoEntry: false })?.size, { timeout: patience })
      .toBe(1000)
    expect(readFileSync(`${log}.1`, 'utf8')).toMatch(/^\d*\n(?:\d{40}\n)+$/)
    await expect.poll(() => statSync(log).size, { timeout: patience }).toBeLessThan(5000)
  } finally {
    // systemd ends the whole unit.
    process.kill(-(started.pid ?? 0), 'SIGTERM')
  }
  await new Promise((resolve) => started.once('close', resolve))
})
