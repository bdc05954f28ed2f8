import { parse } from 'yaml'
import type { Process } from '../process.js'

/** The YAML file that a service is started with; undefined, and a line in its log, when it can't be read. */
export function readYamlConfig({ machine, log }: Process, path: string): unknown {
  const text = machine.files.read(path)
  if (text === undefined) {
    log(`open ${path}: no such file or directory`)
    return undefined
  }
  return parse(text)
}
