import { execa } from 'execa'

/**
 * How long `--help` and `--version` take, as ratios to `node -e 0`, all in one run: `npx tsx bench/start-up.ts`.
 * Build first. Goal: `--help` within 3 times of an empty Node.js process.
 */
const ROUNDS = 20
const PROGRAM = 'bin/create-metis-node.js'

const commands = {
  'node -e 0': ['-e', '0'],
  '--version': [PROGRAM, '--version'],
  '--help': [PROGRAM, '--help'],
  'validate (no file)': [PROGRAM, 'validate', '-f', '/nonexistent/org.yaml'],
} as const

const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]))
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, args] of Object.entries(commands)) {
    const startedAt = performance.now()
    await execa('node', args, { reject: false })
    times.get(name)?.push(performance.now() - startedAt)
  }
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const base = median(times.get('node -e 0') ?? [])
for (const [name, values] of times) {
  const milliseconds = median(values)
  console.log(
    `${name.padEnd(20)} ${milliseconds.toFixed(0).padStart(5)} ms  ${(milliseconds / base).toFixed(2)} x`,
  )
}
