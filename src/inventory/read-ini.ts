import { inventoryBuilder, type ReadInventory, type Said } from './inventory.js'
import { pythonLiteral } from './python-literal.js'
import { shellWords } from './shell-words.js'

type Builder = ReturnType<typeof inventoryBuilder>
type Named = Omit<Said, 'file'>

const SECTION = /^\[\s*([^:\]\s]+)\s*(?::\s*(\w+)\s*)?\]\s*(?:#.*)?$/
const STRICT_SECTION = /^\[([^:\]\s]+)(?::\w+)?\]\s*(?:#.*)?$/

/**
 * An INI inventory as Ansible reads it. A line for which Ansible refuses the whole file is read where its meaning is
 * clear, with a warning; what can't be understood is told with its line.
 */
export function readIni(lines: readonly string[], file: string): ReadInventory {
  const builder = inventoryBuilder(file)
  const mentioned: { name: string; line: number }[] = []
  let group = 'ungrouped'
  let kind = 'hosts'
  lines.forEach((raw, i) => {
    const line = i + 1
    const text = raw.trim()
    if (text === '' || /^[#;]/.test(text)) return
    const [, name, ending = 'hosts'] = SECTION.exec(text) ?? []
    if (name !== undefined) {
      if (!STRICT_SECTION.test(text)) builder.tell('import.refused', line, 'warning', { found: shown(text) })
      group = name
      kind = ending
      if (!['hosts', 'children', 'vars'].includes(kind))
        builder.tell('import.line', line, 'error', { found: shown(text) })
      else if (kind === 'vars') mentioned.push({ name, line })
      else builder.group(name)
      return
    }
    if (/^\[[^\]]*\]\s*(#.*)?$/.test(text)) {
      builder.tell('import.line', line, 'error', { found: shown(text) })
      kind = 'none'
    } else if (kind === 'vars') readVariable(builder, group, text, line)
    else if (kind === 'children') {
      const [, child] = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(text) ?? []
      if (child === undefined) builder.tell('import.line', line, 'error', { found: '[...:children]' })
      else {
        builder.child(group, child)
        mentioned.push({ name: child, line })
      }
    } else if (kind === 'hosts') readHost(builder, group, text, line)
  })
  for (const { name, line } of mentioned) {
    const isKnown = builder.isDeclared(name) || ['all', 'ungrouped'].includes(name)
    if (!isKnown) builder.tell('import.refused', line, 'warning', { found: shown(name) })
  }
  return builder.built()
}

function readVariable(builder: Builder, group: string, text: string, line: number): void {
  const at = text.indexOf('=')
  const [before, after] = [text.slice(0, Math.max(0, at)).trim(), text.slice(at + 1).trim()]
  if (/^[^\s:]+$/.test(before)) {
    builder.variable(group, { name: before, value: iniValue(after), line })
    return
  }
  const [, key, rest = ''] = /^([A-Za-z_]\w*)\s*:\s*(.*)$/.exec(text) ?? []
  if (key === undefined) {
    builder.tell('import.line', line, 'error', { found: '[...:vars]' })
    return
  }
  builder.tell('import.refused', line, 'warning', { found: `${shown(key)}:` })
  builder.variable(group, { name: key, value: iniValue(rest), line })
}

function readHost(builder: Builder, group: string, text: string, line: number): void {
  const { words, isCut, isOpen } = shellWords(text, { comments: true })
  const [pattern, ...settings] = words
  if (pattern === undefined) return
  if (isOpen) builder.tell('import.refused', line, 'warning', { found: shown(pattern) })
  if (isCut) builder.tell('import.hash', line, 'warning')
  const variables: Named[] = []
  for (let i = 0; i < settings.length; i += 1) {
    const word = settings[i] ?? ''
    const at = word.indexOf('=')
    const [, key, rest] = /^([A-Za-z_]\w*):(.*)$/.exec(word) ?? []
    if (at > 0 && !/:/.test(word.slice(0, at))) {
      variables.push({ name: word.slice(0, at), value: iniValue(word.slice(at + 1)), line })
    } else if (key !== undefined && (rest !== '' || settings[i + 1] !== undefined)) {
      builder.tell('import.refused', line, 'warning', { found: `${shown(key)}:` })
      variables.push({ name: key, value: iniValue(rest === '' ? (settings[++i] ?? '') : (rest ?? '')), line })
    } else builder.tell('import.line', line, 'error', { found: shown(pattern) })
  }
  builder.hosts(group, pattern, variables, line)
}

function iniValue(text: string): unknown {
  const literal = pythonLiteral(text)
  return literal === undefined ? text : literal.value
}

/** Names only: a value may be a password. */
function shown(text: string): string {
  return text.slice(0, 80)
}
