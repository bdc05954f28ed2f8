import type { Machine } from '../machine.js'

/** As `receiptsFact` asks: every receipt, then what `stat` says now of each path. */
export function printReceipts({ files }: Machine, installDirectory: string): string {
  const directory = `${installDirectory}/.installed`
  const receipts = files
    .list(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => files.read(`${directory}/${name}`)?.split('\n') ?? [])
  const texts = receipts.map(([, text = '']) => `${text}\n`).join('')
  const paths = receipts.flatMap(([path = '']) => (path === '' ? [] : [path]))
  const stats = paths.flatMap((path) => {
    const now = files.stat(path)
    return now === undefined ? [] : [`now ${now}\t${path}\n`]
  })
  return `${texts}\n${stats.join('')}`
}
