import { type Command, lines, sh } from '../lib/command.js'

/** What one command of `printSections` printed; `complete` is false when it was cut off by the time limit. */
export interface Section {
  readonly text: string
  readonly complete: boolean
}

/**
 * Runs the commands side by side, each in its own subshell without stdin and stderr, and prints what each said
 * under a line `@name`, in the given order. Lines are prefixed with `|`, so that nothing a command prints can
 * pass for a marker. After `seconds` in all, whatever is still silent is given up. Names must be single words.
 */
export function printSections(commands: Readonly<Record<string, Command>>, seconds: number): Command {
  const named = Object.entries(commands)
  return sh`(
export LC_ALL=C PATH="$PATH:/usr/sbin:/sbin"
print_section() {
  local left=$((deadline - SECONDS))
  timeout "$((left > 0 ? left : 1))" sed 's/^/|/' <&"$1" || { printf '\\n!\\n'; kill "$2" 2>/dev/null; }
}
deadline=$((SECONDS + ${seconds}))
${lines(...named.map(([, command], i) => begin(command, i)))}
${lines(...named.map(([name], i) => sh`printf '\\n@%s\\n' ${name}; print_section "$from_${i}" "$pid_${i}"`))}
printf '\\n@\\n'
)`
}

/** Sections by name. One whose output just ends is as incomplete as one that was cut off. */
export function parseSections(output: string): Readonly<Record<string, Section>> {
  const sections: Record<string, { text: string; complete: boolean }> = Object.create(null)
  let current: { text: string; complete: boolean } | undefined
  for (const line of output.split('\n')) {
    if (line.startsWith('@')) {
      if (line === '@') return sections
      current = { text: '', complete: true }
      sections[line.slice(1)] = current
    } else if (current !== undefined && line.startsWith('|')) current.text += `${line.slice(1)}\n`
    else if (current !== undefined && line === '!') current.complete = false
  }
  if (current !== undefined) current.complete = false
  return sections
}

function begin(command: Command, i: number): Command {
  return sh`section_${i}() {
:
${command}
}
exec {from_${i}}< <(section_${i} </dev/null 2>/dev/null); pid_${i}=$!`
}
