import { topologyJsonSchema } from '../topology/json-schema.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { Session } from './session.js'

/** One JSON document either way: with `--json` on a single line. */
export async function schema({ world, options }: Session): Promise<ExitCode> {
  world.stdout.write(`${JSON.stringify(topologyJsonSchema(), null, options.json ? undefined : 2)}\n`)
  return EXIT.done
}
