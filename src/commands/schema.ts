import { topologyJsonSchema } from '../org-file/schema.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Session } from './program/session.js'

/** One JSON document either way: with `--json` on a single line. */
export async function schema({ world, options }: Session): Promise<ExitCode> {
  world.stdout.write(schemaText(options.json ? undefined : 2))
  return EXIT.done
}

/** What `org.schema.json` beside `org.yaml` holds. */
export function schemaText(indent: number | undefined = 2): string {
  return `${JSON.stringify(topologyJsonSchema(), null, indent)}\n`
}
