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
