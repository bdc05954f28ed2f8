import { type Secret, type Text, text } from './text.js'

/** What a service's YAML config is made of. Strings are always double-quoted, so that `0123` stays a string. */
export type Yaml = string | number | boolean | Secret | readonly Yaml[] | { readonly [key: string]: Yaml }

/** Renders a config as block YAML. Keys with a dot stay one key. Ends with a newline. */
export function yamlText(config: { readonly [key: string]: Yaml }): Text {
  return text`${mapping(config, '')}`
}

function mapping(config: { readonly [key: string]: Yaml }, indent: string): Text {
  return Object.entries(config).flatMap(([key, value]) => text`${indent}${key}:${node(value, indent)}`)
}

function node(value: Yaml, indent: string): Text {
  if (typeof value !== 'object') return [` ${JSON.stringify(value)}\n`]
  if (isSecret(value)) return [' ', { ...value, as: 'json' }, '\n']
  if (Array.isArray(value)) {
    if (value.length === 0) return [' []\n']
    return ['\n', ...value.flatMap((item) => text`${indent}  -${node(item, `${indent}  `)}`)]
  }
  const nested = value as { readonly [key: string]: Yaml }
  return Object.keys(nested).length === 0 ? [' {}\n'] : ['\n', ...mapping(nested, `${indent}  `)]
}

function isSecret(value: Exclude<Yaml, string | number | boolean>): value is Secret {
  return 'secret' in value && 'as' in value
}
