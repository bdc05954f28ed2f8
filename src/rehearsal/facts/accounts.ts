import type { Machine } from '../machine.js'

/** As `accountsFact` asks: accounts, a dot, and whose directories of data are. */
export function printAccounts({ accounts, files }: Machine, installDirectory: string): string {
  const uids = new Map([...accounts.keys()].map((name, i) => [name, 999 - i]))
  const known = [...accounts]
    .filter(([name, { home }]) => name.includes('-') || home === installDirectory)
    .map(([name, { home, comment }]) => `account ${name}:${uids.get(name)}:${home}:${comment}`)
  const removed = `${installDirectory}/.removed`
  const data = [
    ...files.list(installDirectory).map((name) => `${name}/data`),
    ...files
      .list(removed)
      .flatMap((name) => files.list(`${removed}/${name}`).map((one) => `.removed/${name}/${one}`)),
  ]
  const owners = data.flatMap((path) => {
    const [, user = 'root'] =
      / (\S+):\S+ directory$/.exec(files.stat(`${installDirectory}/${path}`) ?? '') ?? []
    if (!files.exists(`${installDirectory}/${path}`)) return []
    const uid = user === 'root' ? 0 : (uids.get(user) ?? 997)
    return [`owner ${uid} ${user === 'root' || uids.has(user) ? user : 'UNKNOWN'} ${path}`]
  })
  return [...known, '.', ...owners].map((line) => `${line}\n`).join('')
}
