import { runCommandLine } from './command-line.js'
import { processWorld, type Surroundings } from './process-world.js'

/** Carries out one command line (without node and script) and resolves to the exit code of the process. */
export async function main(
  argv: readonly string[],
  surroundings: Omit<Surroundings, 'carryOut'>,
): Promise<number> {
  const { world, dispose } = processWorld({ ...surroundings, carryOut: runCommandLine })
  try {
    return await runCommandLine(argv, world)
  } finally {
    dispose()
  }
}
