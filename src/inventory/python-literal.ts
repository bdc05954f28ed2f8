/** A value as Python reads a literal: `[1, 2]  # c`, `True`, `0x10`, `'a' 'b'`; undefined when it is none, and so only text. */
export function pythonLiteral(text: string): { readonly value: unknown } | undefined {
  const tokens = tokensOf(text)
  if (tokens === undefined || tokens.length === 0) return undefined
  let at = 0
  const take = (mark: string) => tokens[at]?.mark === mark && ++at > 0

  const one = (depth: number): { value: unknown } | undefined => {
    const token = tokens[at]
    if (token === undefined || depth > DEEPEST) return undefined
    at += 1
    if ('value' in token) return { value: token.isText ? joined(String(token.value)) : token.value }
    if (token.mark === '-' || token.mark === '+') {
      const number = one(depth + 1)
      if (typeof number?.value !== 'number') return undefined
      return { value: token.mark === '-' ? -number.value : number.value }
    }
    if (token.mark === '[') return list(']', depth)
    if (token.mark === '{') return list('}', depth)
    if (token.mark !== '(') return undefined
    const found = list(')', depth)
    const isOne = found?.value.length === 1 && tokens[at - 2]?.mark !== ','
    return isOne ? { value: found.value[0] } : found
  }
  /** What a dictionary holds nobody asks for: its values are taken as a list. */
  const list = (end: string, depth: number): { value: unknown[] } | undefined => {
    const value: unknown[] = []
    while (!take(end)) {
      const item = one(depth + 1)
      if (item === undefined) return undefined
      value.push(item.value)
      if (end === '}' && take(':')) continue
      if (!take(',') && tokens[at]?.mark !== end) return undefined
    }
    return { value }
  }
  const joined = (first: string) => {
    const parts = [first]
    for (let next = tokens[at]; next !== undefined && 'value' in next && next.isText; next = tokens[at]) {
      parts.push(String(next.value))
      at += 1
    }
    return parts.join('')
  }
  const found = one(0)
  return at === tokens.length ? found : undefined
}

const DEEPEST = 32
type Token =
  | { readonly mark: string }
  | { readonly mark?: never; readonly value: unknown; readonly isText: boolean }

const TOKEN =
  /\s+|#.*$|[[\](){},:+-]|[uU]?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')|((?:\d[\d_]*)?\.?[\w.]*(?:(?<=[eE])[+-]\d+)?)/y

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (match === null || match[0] === '') return undefined
    const [whole, double, single, word] = match
    if (/^[\s#]/.test(whole)) continue
    const quoted = double ?? single
    if (quoted !== undefined) tokens.push({ value: unescaped(quoted), isText: true })
    else if (word === undefined) tokens.push({ mark: whole })
    else {
      const value = wordValue(word)
      if (value === undefined) return undefined
      tokens.push({ value, isText: false })
    }
  }
  return tokens
}

const WORDS: Readonly<Record<string, unknown>> = { True: true, False: false, None: null }

function wordValue(word: string): unknown {
  if (Object.hasOwn(WORDS, word)) return WORDS[word]
  if (!/^(0[xX](_?[\da-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+|0(_?0)*|[1-9](_?\d)*)$/.test(word)) {
    const isFraction = /^((\d+(_\d+)*)?\.\d+|\d+(_\d+)*\.?)([eE][+-]?\d+)?$/.test(word) && /[.eE]/.test(word)
    return isFraction ? Number(word.replaceAll('_', '')) : undefined
  }
  return Number(word.replaceAll('_', ''))
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (whole, character: string) => ESCAPES[character] ?? whole)
}
