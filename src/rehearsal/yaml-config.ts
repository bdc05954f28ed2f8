import { parse } from 'yaml'
import type { Machine } from './machine.js'
import type { AtInstance, Process } from './simulation.js'

/** The YAML file that a service is started with; undefined, and a line in its log, when it can't be read. */
export function readYamlConfig({ machine, log }: Process, path: string): unknown {
  const config = yamlAt(machine, path)
  if (config === undefined) log(`open ${path}: no such file or directory`)
  return config
}

/** The configuration that an instance was given; undefined where it has none yet. */
export function configOf({ machine, instance, installDirectory }: AtInstance, file: string): unknown {
  return yamlAt(machine, `${installDirectory}/${instance}/config/${file}`)
}

/** It is asked for health often, and parsed once. */
function yamlAt({ files, parsed }: Machine, path: string): unknown {
  const text = files.read(path)
  if (text === undefined) return undefined
  const known = parsed.get(path)
  if (known?.text === text) return known.value
  const value: unknown = parse(text)
  parsed.set(path, { text, value })
  return value
}
