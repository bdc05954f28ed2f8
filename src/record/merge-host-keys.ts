/** A key of a host that differs from the one that is known of it. */
export interface OtherKey {
  /** As in the file: `10.0.0.11`, `[10.0.0.11]:2222`. */
  readonly host: string
  readonly type: string
}

/**
 * Two `known_hosts` as one: mine as it is, and below it what only the other has. Where both know a key of one type for a host, and
 * it is not the same, mine stays alone and the other is told.
 */
export function mergeHostKeys(
  mine: string,
  theirs: string,
): { readonly text: string; readonly conflicts: readonly OtherKey[] } {
  const here = entriesIn(mine)
  const lines = new Set(linesIn(mine))
  const conflicts: OtherKey[] = []
  const added = entriesIn(theirs).flatMap(({ line, marker, names, type, key }) => {
    if (marker !== '') return lines.has(line) ? [] : [line]
    const known = (name: string) =>
      here.filter((one) => one.marker === '' && one.names.includes(name) && one.type === type)
    const others = names.filter((name) => known(name).some((one) => one.key !== key))
    conflicts.push(...others.map((host) => ({ host, type })))
    const rest = names.filter((name) => known(name).length === 0)
    return rest.length === 0 ? [] : [`${rest.join(',')} ${type} ${key}`]
  })
  const end = mine === '' || mine.endsWith('\n') ? '' : '\n'
  return { text: added.length === 0 ? mine : `${mine}${end}${added.join('\n')}\n`, conflicts }
}

function linesIn(text: string): string[] {
  return text.split('\n').map((line) => line.trim())
}

function entriesIn(text: string) {
  return linesIn(text).flatMap((line) => {
    const [, marker = '', names = '', type = '', key = ''] =
      /^(?:(@[a-z-]+)[ \t]+)?([!-"$-~]+)[ \t]+([a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/=]+)(?:[ \t][ -~]*)?$/.exec(
        line,
      ) ?? []
    return key === '' ? [] : [{ line, marker, names: names.split(','), type, key }]
  })
}
