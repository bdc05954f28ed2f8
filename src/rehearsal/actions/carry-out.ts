import { consulKv } from './consul-kv.js'
import type { Context } from './context.js'
import { installFile, link, makeDirectory, placedArtifact, remove, unpack, writeFile } from './files.js'
import { installPackages } from './packages.js'
import { run } from './run.js'
import { sql } from './sql.js'
import { changeUnit } from './unit.js'
import { wait } from './wait.js'

/** Carries out the action of a node on its simulated host; resolves to the exit code. */
export function carryOut(context: Context): Promise<number> {
  const { action } = context.node
  switch (action.kind) {
    case 'directory':
      return makeDirectory(action, context)
    case 'write-file':
      return writeFile(action, context)
    case 'install-file':
      return installFile(action, context)
    case 'unpack':
      return unpack(action, context)
    case 'link':
      return link(action, context)
    case 'place-artifact':
      return placedArtifact(action, context)
    case 'package':
      return installPackages(action, context)
    case 'unit':
      return changeUnit(action, context)
    case 'run':
      return run(action, context)
    case 'sql':
      return sql(action, context)
    case 'consul-kv':
      return consulKv(action, context)
    case 'wait':
      return wait(action, context)
    case 'remove':
      return remove(action, context)
  }
}
