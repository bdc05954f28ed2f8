import { readBackup } from '../../backup/read-backup.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { bytesText } from '../../ui/measure-text.js'
import { table } from '../../ui/table.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import { doubtsAbout } from './doubts-about.js'
import { pathMeant } from './kept-there.js'
import { backupsAt, type OpenedBackup, openBackups } from './open-backup.js'

/** Opens a backup, or the newest of each host in a folder or on the host that gets them, compares every sum in it, and says what is in it. */
export async function backupVerify(session: Session, { words, options }: Call): Promise<ExitCode> {
  const path = await pathMeant(session, words[0] ?? '')
  const { secrets: secretsFile } = organisationFolder(session.file)
  for (const one of await openBackups(session, backupsAt(path), { options, secretsFile }))
    await verify(session, one, secretsFile)
  return EXIT.done
}

async function verify(session: Session, opened: OpenedBackup, secretsFile: string): Promise<void> {
  const { path, key } = opened
  const { world, say, print, paint, emit, note } = session
  note(say('backup.verifying', { path: session.shortPath(path) }))
  const manifest = await readBackup({ path, key, signal: world.interrupts.stop })
  const { organisation, generation, at, release, user, machine, parts } = manifest
  emit({ type: 'backup-verified', path, ...manifest })
  print(say('backup.of', { organisation, generation, at, release, user, machine }), '')
  print(
    ...table(
      [
        { title: say('backup.column.instance') },
        { title: say('backup.column.name') },
        { title: say('backup.column.size'), align: 'right' },
        { title: say('backup.column.rows') },
      ],
      parts.map(({ host, instance, name, size, rows, kind }) => [
        `${instance}@${host}`,
        name,
        bytesText(size),
        kind === 'database' ? say('backup.rows', { rows }) : '',
      ]),
      { paint, width: session.width },
    ),
  )
  print('')
  await showProblems(session, doubtsAbout(opened, secretsFile, 'warning'))
  print(paint('done', say('backup.verified', { path: session.shortPath(path) })))
}
