import { median, onPty, type Pty, usage } from './pty.js'

/**
 * What the screens cost: `npx tsx bench/screens.ts`, after `npm run build`, on Linux.
 *
 * - time to the first frame, as a ratio to `node -e 0` on the same kind of terminal; goal 10 times
 * - from a key to its frame while 64 simulated hosts install; goal 50 ms. Beside it, at the same time, the same for a
 *   program that only answers: on a busy machine that is what even the best could do
 * - CPU share and memory of screen, engine and simulated hosts together while those keys are pressed, several a
 *   second, so that it is more than what an operator who only watches would see; goal 15 % of one core, 200 MB
 *
 * What the machine takes of an expert's minute is measured by `bench/expert.ts`.
 */
const PROGRAM = 'node bin/create-metis-node.js'
const SIZE = { columns: 120, rows: 40 }
const ROUNDS = 15
const HOSTS = 64
const KEYS = 100
/** Answers each key, and does nothing else: what it takes is the machine's. */
const ECHO =
  'process.stdin.setRawMode(true).on("data", (key) => process.stdout.write("<" + key + ">")); process.stdout.write("ready")'

await firstFrame()
await busyScreen()

async function firstFrame(): Promise<void> {
  const empty: number[] = []
  const screen: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await onPty("node -e 'process.stdout.write(String(6 * 7))'", SIZE).appears('42'))
    const pty = onPty(PROGRAM, SIZE)
    screen.push(await pty.appears('1/'))
    pty.kill()
    await pty.ended
  }
  const ratio = median(screen) / median(empty)
  console.log(
    `first frame              ${median(screen).toFixed(0)} ms, ${ratio.toFixed(1)} x of node -e 0 (${median(empty).toFixed(0)} ms)`,
  )
}

async function busyScreen(): Promise<void> {
  const control = onPty(`node -e '${ECHO}'`, SIZE)
  await control.appears('ready')
  const pty = onPty(`${PROGRAM} rehearse --hosts ${HOSTS}`, SIZE)
  await untilInstalling(pty)
  const pid = pty.pid()
  const before = { ...usage(pid), at: performance.now() }
  const waits: number[] = []
  const bare: number[] = []
  for (let i = 0; i < KEYS; i++) {
    bare.push(await answered(control, 'x', '<x>'))
    waits.push(await answered(pty, '?', 'What is this?'))
    waits.push(await answered(pty, '\u001b', 'Hosts'))
    await pause(100 + 37 * (i % 10))
  }
  const after = { ...usage(pid), at: performance.now() }
  const share = (after.cpuSeconds - before.cpuSeconds) / ((after.at - before.at) / 1000)
  console.log(`key to frame, ${HOSTS} hosts   ${spread(waits)}`)
  console.log(`key to an empty program  ${spread(bare)}`)
  console.log(
    `CPU meanwhile            ${(share * 100).toFixed(0)} % of one core over ${((after.at - before.at) / 1000).toFixed(0)} s`,
  )
  console.log(
    `memory at most           ${after.memoryMib} MiB, ${before.memoryMib} MiB of it before the run began`,
  )
  pty.kill()
  control.kill()
}

function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0)
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, worst ${at(1)} ms of ${sorted.length}`
}

/** Enter through every screen: each has its defaults in a rehearsal. */
async function untilInstalling(pty: Pty): Promise<void> {
  const asked = pty.appears('SHA256')
  await enterUntil(pty, '3/10')
  // An Enter before the keys of hosts are asked about would go on without them.
  await asked
  await enterUntil(pty, '/10 Install')
}

async function enterUntil(pty: Pty, text: string): Promise<void> {
  let isThere = false
  const seen = pty.appears(text).then(() => {
    isThere = true
  })
  while (!isThere) {
    await Promise.race([seen, pty.quiet(400)])
    if (!isThere) pty.write('\r')
    await Promise.race([seen, pause(200)])
  }
}

async function answered(pty: Pty, key: string, shows: string): Promise<number> {
  const since = performance.now()
  pty.write(key)
  return pty.appears(shows, since)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
