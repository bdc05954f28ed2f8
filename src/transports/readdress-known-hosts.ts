/**
 * A `known_hosts` in which a host has another address: what was known of a machine that had it before is no longer true, and goes.
 * Comments and all other lines stay, and all of them where that was done before: nobody is known by the former address then.
 */
export function readdressKnownHosts(text: string, former: string, address: string): string {
  const lines = text.split('\n')
  if (former === address || !lines.some((line) => namesIn(line).some((name) => addressIn(name) === former)))
    return text
  const seen = new Set<string>()
  return lines
    .flatMap((line) => {
      const found = namesIn(line)
      if (found.length === 0) return [line]
      const kept = found.filter((name) => addressIn(name) !== address)
      const renamed = kept.map((name) => (addressIn(name) === former ? name.replace(former, address) : name))
      if (renamed.length === 0) return []
      const [names, changed] = [found.join(','), renamed.join(',')]
      const written = changed === names ? line : line.replace(names, changed)
      if (changed !== names && seen.has(written)) return []
      seen.add(written)
      return [written]
    })
    .join('\n')
}

/** Whose key it is; nobody's in comments. */
function namesIn(line: string): string[] {
  const fields = line.trim().split(/\s+/)
  const names = fields[fields[0]?.startsWith('@') ? 1 : 0] ?? ''
  return names === '' || names.startsWith('#') ? [] : names.split(',')
}

/** `10.0.0.1` of itself and of `[10.0.0.1]:2222`. */
function addressIn(name: string): string {
  return /^\[(.*)\]:\d+$/.exec(name)?.[1] ?? name
}
