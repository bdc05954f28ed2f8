/** The fields of one paragraph, by their name in lower case; lines of a long value are joined as they stand. */
export type Stanza = ReadonlyMap<string, string>

/** Paragraphs of a Debian control file (deb822), one after the other: an index has tens of thousands. */
export function* stanzas(text: string): Generator<Stanza> {
  let fields = new Map<string, string>()
  let name = ''
  for (const [line] of text.matchAll(/[^\n]+|\n(?=\n)/g)) {
    if (line.trim() === '') {
      if (fields.size > 0) yield fields
      fields = new Map()
      name = ''
    } else if (line.startsWith(' ') || line.startsWith('\t')) {
      if (name !== '') fields.set(name, `${fields.get(name)}\n${line.slice(1).trimEnd()}`)
    } else if (!line.startsWith('#')) {
      const colon = line.indexOf(':')
      name = colon < 1 ? '' : line.slice(0, colon).toLowerCase()
      if (name !== '') fields.set(name, line.slice(colon + 1).trim())
    }
  }
  if (fields.size > 0) yield fields
}
