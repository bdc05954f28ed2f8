/** Things by their host, hosts in the order in which they are first met. */
export function byHost<T extends { readonly host: string }>(all: readonly T[]): [host: string, own: T[]][] {
  const hosts = new Map<string, T[]>()
  for (const one of all) {
    const own = hosts.get(one.host)
    if (own === undefined) hosts.set(one.host, [one])
    else own.push(one)
  }
  return [...hosts]
}
