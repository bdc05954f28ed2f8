/** Answers under their names, as `printSections` writes them and `parseSections` reads them. */
export function sections(answers: Readonly<Record<string, string>>): string {
  const all = Object.entries(answers).map(([name, text]) => `\n@${name}\n${prefixed(text)}`)
  return `${all.join('')}\n@\n`
}

function prefixed(text: string): string {
  if (text === '') return ''
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  return lines.map((line) => `|${line}\n`).join('')
}

/** Lines `label value`, as the questions of `src/facts` print them. */
export function labelledLines(values: readonly (readonly [label: string, value: string | number])[]): string {
  return values.map(([label, value]) => `${label} ${value}\n`).join('')
}
