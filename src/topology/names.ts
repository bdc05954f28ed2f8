import { name as plainName } from './values.js'

/** A name out of whatever something is called elsewhere: `Node_A` becomes `node-a`; undefined when nothing is left. */
export function nameFrom(text: string): string | undefined {
  const plain = text
    .slice(0, 253)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 31)
    .replace(/-+$/, '')
  return plainName.safeParse(plain).success ? plain : undefined
}

/** `h4` after `h1` to `h3`. */
export function nextName(names: Iterable<string>): string {
  const numbers = [...names].map((name) => Number(/^h(\d{1,6})$/.exec(name)?.[1] ?? 0))
  return `h${Math.max(0, ...numbers) + 1}`
}
