/** The words of one simple command, as our `sh` template quotes them, from a place in a script to the end of the command. */
function shellWords(script: string, from: number): string[] {
  const words: string[] = []
  let at = from
  while (at < script.length && script[at] !== '\n') {
    if (script[at] === ' ') {
      at += 1
      continue
    }
    let word = ''
    while (at < script.length && script[at] !== ' ' && script[at] !== '\n') {
      if (script[at] === "'") {
        const end = script.indexOf("'", at + 1)
        word += script.slice(at + 1, end)
        at = end + 1
      } else {
        if (script[at] === '\\') at += 1
        word += script[at]
        at += 1
      }
    }
    words.push(word)
  }
  return words
}

/** The words of every command of that name that begins a line. */
export function callsOf(script: string, name: string): string[][] {
  const calls: string[][] = []
  for (const { index } of script.matchAll(new RegExp(`^${name} `, 'gm')))
    calls.push(shellWords(script, index))
  return calls
}
