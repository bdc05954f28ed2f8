import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onPty } from './pty.js'

/**
 * An expert's minute: `npx tsx bench/expert.ts`, after `npm run build`, on Linux. Walks a rehearsal in its own time from
 * the first frame to a written `org.yaml` on the screen Review, with a pasted list of hosts.
 *
 * Counted are the keys that nobody can leave out, and the time in which the expert waits for the machine: from each key
 * to what the next one needs, the simulated hosts' own time included. How fast a person types and reads is nobody's to
 * measure here; the last line only says what would be left of a minute for it.
 */
const SIZE = { columns: 120, rows: 40 }
const NAME = 'bank-q'
const PASTED = Array.from({ length: 8 }, (_, i) => `ops@10.30.0.${31 + i}`)
/** Those that the rehearsal brings along, and ours. */
const HOSTS = 3 + PASTED.length
/** How many keys the screen asks about at once. */
const KEYS_IN_SIGHT = 4
const MINUTE = 60
const ENTER = '\r'

const folder = mkdtempSync(join(tmpdir(), 'expert-'))
const pty = onPty(`env HOME=${folder} TMPDIR=${folder} node bin/create-metis-node.js rehearse`, SIZE)
let keys = 0
let waited = 0

try {
  waited += (await pty.appears('Rehearse on this computer')) / 1000
  await press(ENTER, '2/10')
  // The name that a rehearsal proposes goes, ours comes.
  await press(`\u0015${NAME}`, `./${NAME}`)
  await press(ENTER, 'Tab')
  await press(ENTER, 'move')
  await press(ENTER, '3/10')
  await paste(`${PASTED.join('\n')}\n`, `${HOSTS} ask something`)
  await trustAll()
  await press(ENTER, '4/10')
  await press(ENTER, '5/10')
  await press(ENTER, 'files are here')
  await press(ENTER, 'r check again')
  await press(ENTER, '[ Install ]')
  const file = written()
  console.log(`keys                     ${keys}, and one paste of ${PASTED.length} hosts`)
  console.log(`waiting for the machine  ${waited.toFixed(1)} s`)
  console.log(`left of a minute         ${(MINUTE - waited).toFixed(1)} s to type and to read`)
  console.log(`org.yaml                 ${file.split('\n').length} lines, ${hostsIn(file)} hosts`)
} finally {
  pty.kill()
  await pty.ended
  rmSync(folder, { recursive: true, force: true })
}

/** A key, or text that is typed, and what of the next frame is waited for. */
async function press(typed: string, shows: string): Promise<void> {
  keys += typed.length
  waited += await until(shows, () => pty.write(typed))
}

async function paste(text: string, shows: string): Promise<void> {
  keys += 1
  waited += await until(shows, () => pty.write(`\u001b[200~${text}\u001b[201~`))
}

/** Seconds. Whoever listens first misses nothing. */
async function until(shows: string, act: () => void): Promise<number> {
  const since = performance.now()
  const seen = pty.appears(shows, since)
  act()
  return (await seen) / 1000
}

/** Enter answers, then trusts the keys in sight as often as there are more of them. */
async function trustAll(): Promise<void> {
  let left = HOSTS
  await press(ENTER, 'trust them')
  while (left > KEYS_IN_SIGHT) {
    left -= KEYS_IN_SIGHT
    await press(ENTER, left === 1 ? 'trust it' : `all ${Math.min(left, KEYS_IN_SIGHT)}: trust them`)
  }
  await press(ENTER, `${HOSTS} of ${HOSTS} ready`)
}

function written(): string {
  const [path] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(`${NAME}/org.yaml`),
  )
  if (path === undefined) throw new Error('no org.yaml was written')
  return readFileSync(join(folder, path), 'utf8')
}

function hostsIn(file: string): number {
  return file.split('\n').filter((line) => /address: 10\.[23]0\./.test(line)).length
}
