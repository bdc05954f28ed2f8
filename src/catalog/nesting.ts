/** A topology needs five levels. The YAML parser recurses: thousands of them would end the whole process. */
const MAX_DEPTH = 64

/** Whether a text opens so many brackets or lists in one another that nobody has written it by hand. */
export function isNestedTooDeeply(text: string): boolean {
  return (
    /(?:[-?:][ \t]+){65}/.test(text) ||
    deepestIndent(text) > 4 * MAX_DEPTH ||
    deepestBracket(text) > MAX_DEPTH
  )
}

/** Brackets in quotes and comments count too: no sensible file has that many there either. */
function deepestBracket(text: string): number {
  let depth = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

function deepestIndent(text: string): number {
  return text.split('\n').reduce((deepest, line) => Math.max(deepest, line.search(/[^ ]|$/)), 0)
}
