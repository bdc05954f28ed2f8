import { type InputPlace, makeEntry, mistake, passwordIn, type Reading, type Written } from './entry.js'

/** Reads a row below a line that names its columns. */
export type RowReader = (row: string, at: InputPlace) => Reading[]

type ColumnId = keyof Written | 'password' | 'none'

const COLUMNS: readonly (readonly [ColumnId, readonly string[]])[] = [
  ['name', ['name', 'host', 'hostname', '名称', '主机', '主机名']],
  ['target', ['address', 'addr', 'ip address', 'ipv4', 'ip', '地址', 'ip 地址', 'ip地址']],
  ['user', ['user', 'username', 'login', '用户', '用户名']],
  ['port', ['port', 'ssh port', '端口']],
  ['identityFile', ['key', 'key file', 'identityfile', '密钥']],
  ['ssh', ['ssh']],
  ['password', ['password', 'pass', '密码']],
  ['none', ['id']],
]

/** How to read the rows below a line with names of columns; undefined when it is no such line. Columns come in any order. */
export function readColumns(line: string): RowReader | undefined {
  const separator = [',', ';', '\t', '|'].find((each) => line.includes(each)) ?? /\s+/
  const titles = split(line, separator).map((title) => title.toLowerCase().replace(/[_-]/g, ' '))
  const columns = titles.map((title) => COLUMNS.find(([, known]) => known.includes(title))?.[0])
  const targetAt = columns.indexOf('target')
  // Without a column of addresses, the one of hosts holds them.
  const addressAt = targetAt >= 0 ? targetAt : titles.findIndex((title) => /^host(name)?$/.test(title))
  const known = columns.filter((column) => column !== undefined)
  if (addressAt < 0 || known.length < Math.min(2, titles.length)) return
  if (titles.some((title) => /\d/.test(title) && title !== 'ipv4')) return
  return (row, at) => {
    const cells = split(row, separator)
    const written: Partial<Record<ColumnId, string>> = {}
    columns.forEach((column, i) => {
      const cell = cells[i] ?? ''
      if (column !== undefined && cell !== '' && i !== addressAt) written[column] ??= cell
    })
    const { password, none: _none, ...rest } = written
    const place = password === undefined ? at : { ...at, text: at.text.replaceAll(password, '***') }
    const told = password === undefined ? [] : [passwordIn(place)]
    const target = cells[addressAt] ?? ''
    if (target === '') return [...told, mistake('hosts.missing-address', place.text, place)]
    return [...told, ...makeEntry({ ...rest, target }, place)]
  }
}

/** RFC 4180 as far as one line goes: quoted cells may hold the separator, and quotes when doubled. */
function split(line: string, separator: string | RegExp): string[] {
  if (typeof separator !== 'string') return line.split(separator)
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += character
  }
  return [...cells, cell.trim()]
}
