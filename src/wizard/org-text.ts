import type { DraftFile } from './draft.js'
import { fileValue } from './file-value.js'

const WIDEST_ON_ONE_LINE = 100

/** The text of `org.yaml` for these answers. Holds no secret, since a draft holds none. */
export function orgText(file: DraftFile): string {
  const sections = Object.entries(fileValue(file)).map(([key, value]) => ({
    key,
    lines: entry(key, value, ''),
  }))
  return sections
    .map(({ lines }, i) => {
      const isBlock = lines.length > 1 || (sections[i - 1]?.lines.length ?? 1) > 1
      return `${i > 0 && isBlock ? '\n' : ''}${lines.join('\n')}\n`
    })
    .join('')
}

function entry(key: string, value: unknown, indent: string): string[] {
  const name = `${indent}${scalar(key)}:`
  const line = indent === '' && isMapping(value) ? undefined : onOneLine(value)
  if (line !== undefined && `${name} ${line}`.length <= WIDEST_ON_ONE_LINE) return [`${name} ${line}`]
  return [name, ...block(value, `${indent}  `)]
}

function block(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${onOneLine(item) ?? ''}`)
  if (isMapping(value)) return Object.entries(value).flatMap(([key, item]) => entry(key, item, indent))
  return [`${indent}${scalar(value)}`]
}

/** `[h1, h2]`, `{ host: h1, port: 8700 }`. */
function onOneLine(value: unknown): string | undefined {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  if (!isMapping(value)) return scalar(value)
  const entries = Object.entries(value).map(([key, item]) => `${scalar(key)}: ${onOneLine(item)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without quotes only what no reader of YAML takes for anything but this text. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value)
  return PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value)
}

const PLAIN = /^(?:[A-Za-z_][\w./-]*|[.~]?\/[\w./-]+|\d+\.\d+\.\d+\.\d+(?::\d+)?|\d+-\d+)$/
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i
