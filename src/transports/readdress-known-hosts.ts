/**
 * A `known_hosts` in which a host has another address: what was known of a machine that had it before is no longer true, and goes.
 * Comments and all other lines stay.
 */
export function readdressKnownHosts(text: string, former: string, address: string): string {
  const seen = new Set<string>()
  return text
    .split('\n')
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/)
      const at = fields[0]?.startsWith('@') ? 1 : 0
      const names = fields[at]
      if (names === undefined || names === '' || names.startsWith('#')) return [line]
      const kept = names.split(',').filter((name) => addressIn(name) !== address)
      const renamed = kept.map((name) => (addressIn(name) === former ? name.replace(former, address) : name))
      if (renamed.length === 0) return []
      const changed = renamed.join(',')
      const written = changed === names ? line : line.replace(names, changed)
      if (changed !== names && seen.has(written)) return []
      seen.add(written)
      return [written]
    })
    .join('\n')
}

/** `10.0.0.1` of itself and of `[10.0.0.1]:2222`. */
function addressIn(name: string): string {
  return /^\[(.*)\]:\d+$/.exec(name)?.[1] ?? name
}
