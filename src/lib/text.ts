/**
 * Text that may name secrets without holding them. Plans, journals, screens and errors carry `Text`;
 * only the last hop to a host turns it into a string with `fill`.
 */
export type Text = readonly Part[]

type Part = string | Secret | Quoted

/** A named secret; `as` says how its value is written where it is filled in. */
export interface Secret {
  readonly secret: string
  readonly as: 'plain' | 'json' | 'sql'
}

/** A nested text that becomes one single-quoted shell word once its secrets are filled in. */
export interface Quoted {
  readonly quoted: Text
}

/** Gives the value of a secret by name; throws when the name is unknown. */
export type SecretSource = (name: string) => string

/** Which secrets a folder has, without any of them: hosts that were installed with others are left alone. */
export interface SecretSet {
  /** 16 hex characters, made with the first of them. */
  readonly id: string
  /** There was no file of them: they are made for this run. */
  readonly isNew: boolean
}

/** Names a secret. Its value never enters the text. */
export function secret(name: string, as: Secret['as'] = 'plain'): Secret {
  return { secret: name, as }
}

/** Plain template: interpolates strings, numbers, secrets and other texts as they are. */
export function text(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Secret | Text)[]
): Text {
  const parts: Part[] = []
  strings.forEach((literal, i) => {
    parts.push(literal)
    const value = values[i]
    if (value === undefined) return
    if (typeof value === 'number') parts.push(String(value))
    else if (Array.isArray(value)) parts.push(...(value as Text))
    else parts.push(value as string | Secret)
  })
  return compact(parts)
}

/** The text with every secret shown as `***`. */
export function show(of: Text): string {
  return render(of, () => '***')
}

/** The text with secrets filled in: for the last hop only. */
export function fill(of: Text, secrets: SecretSource): string {
  return render(of, (part) => encode(secrets(part.secret), part.as))
}

/** Like `show`, with each secret replaced by `digest(name)`: the identity of a content without the content. */
export function identify(of: Text, digest: SecretSource): string {
  return render(of, (part) => `\u0000${part.secret}:${part.as}:${digest(part.secret)}\u0000`)
}

/** Names of all secrets in the text, each once. */
export function secretNames(of: Text): string[] {
  const names = of.flatMap((part) =>
    typeof part === 'string' ? [] : 'quoted' in part ? secretNames(part.quoted) : [part.secret],
  )
  return [...new Set(names)]
}

/** One single-quoted word for bash. */
export function shellQuote(word: string): string {
  if (word.includes('\u0000')) throw new TypeError('a shell word cannot hold a NUL byte')
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function render(of: Text, secretPart: (part: Secret) => string): string {
  return of
    .map((part) => {
      if (typeof part === 'string') return part
      if ('quoted' in part) return shellQuote(render(part.quoted, secretPart).replaceAll('\u0000', '\u0001'))
      return secretPart(part)
    })
    .join('')
}

function encode(value: string, as: Secret['as']): string {
  if (as === 'json') return JSON.stringify(value)
  if (as === 'sql') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  return value
}

function compact(parts: readonly Part[]): Text {
  const out: Part[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part
    else if (part !== '') out.push(part)
  }
  return out
}

/** A text as a regular expression that finds it and nothing else. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
