import { median, onPty, usage } from './pty.js'

/**
 * What the screens cost: `npx tsx bench/screens.ts`, after `npm run build`, on Linux.
 *
 * - time to the first frame, as a ratio to `node -e 0` on the same kind of terminal; goal 10 times
 * - from a key to its frame while 64 simulated hosts install; goal 50 ms
 * - CPU share and memory of screen, engine and simulated hosts together meanwhile; goal 15 % of one core, 200 MB
 */
const PROGRAM = 'node bin/create-metis-node.js'
const SIZE = { columns: 120, rows: 40 }
const ROUNDS = 15
const HOSTS = 64
const KEYS = 40

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
  const pty = onPty(`${PROGRAM} rehearse --hosts ${HOSTS}`, SIZE)
  await untilInstalling(pty)
  const pid = pty.pid()
  const before = { ...usage(pid), at: performance.now() }
  const waits: number[] = []
  for (let i = 0; i < KEYS; i++) {
    waits.push(await answered(pty, '?', 'What is this?'))
    waits.push(await answered(pty, '\u001b', 'go on'))
    await pause(500)
  }
  const after = { ...usage(pid), at: performance.now() }
  const share = (after.cpuSeconds - before.cpuSeconds) / ((after.at - before.at) / 1000)
  console.log(
    `key to frame, ${HOSTS} hosts   median ${median(waits).toFixed(0)} ms, worst ${Math.max(...waits).toFixed(0)} ms of ${waits.length}`,
  )
  console.log(
    `CPU meanwhile            ${(share * 100).toFixed(0)} % of one core over ${((after.at - before.at) / 1000).toFixed(0)} s`,
  )
  console.log(`memory at most           ${after.memoryMib} MiB`)
  pty.kill()
}

/** Enter through every screen: each has its defaults in a rehearsal. */
async function untilInstalling(pty: ReturnType<typeof onPty>): Promise<void> {
  const deadline = performance.now() + 120_000
  let isThere = false
  const seen = pty.appears('/10 Install').then(() => {
    isThere = true
  })
  while (!isThere) {
    if (performance.now() > deadline) throw new Error('no installation begins')
    pty.write('\r')
    await Promise.race([seen, pause(700)])
  }
}

async function answered(pty: ReturnType<typeof onPty>, key: string, shows: string): Promise<number> {
  const since = performance.now()
  pty.write(key)
  return pty.appears(shows, since)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
