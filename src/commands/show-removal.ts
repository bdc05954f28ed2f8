import type { HostRemoval, RemovalOptions } from '../planner/removal-list.js'
import { printable } from '../ui/printable.js'
import type { Organisation } from './organisation.js'
import type { Session } from './session.js'

/** The whole list, before anybody types a name. */
export function showRemoval(
  session: Session,
  { folder }: Organisation,
  list: readonly HostRemoval[],
  { keepData }: RemovalOptions,
): void {
  const { say, print, paint, emit } = session
  for (const removal of list) {
    emit({ type: 'removal', ...removal })
    const { host, units, paths, databases, account, kept, keptDatabases } = removal
    print(
      paint('strong', say('destroy.removed', { host })),
      ...units.map((unit) => entry(say('kind.unit'), unit)),
      ...paths.map((path) => entry(say('kind.write-file'), path)),
      ...databases.map((name) => entry(say('kind.sql'), name)),
      ...(account === undefined ? [] : [entry(say('destroy.account'), account)]),
    )
    if (kept.length + keptDatabases.length > 0) {
      print(
        paint('strong', say('destroy.kept', { host })),
        ...kept.map((path) => entry(say('kind.write-file'), path)),
        ...keptDatabases.map((name) => entry(say('kind.sql'), name)),
      )
    }
    print('')
  }
  print(say('destroy.backup', { folder: folder.backups }))
  print(keepData ? say('destroy.keep-data') : paint('failed', say('destroy.delete-data')), '')
}

function entry(kind: string, name: string): string {
  return `  ${kind} ${printable(name)}`
}
