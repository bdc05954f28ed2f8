import { readFile } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { isReleasePath } from '../../catalog/presets.js'
import { fault } from '../../errors/problem.js'
import { unreadable } from '../../state/files.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import type { OwnRelease } from './release-files.js'
import { lookAtSwitch, switchRelease } from './switch-release.js'

/** Another release in org.yaml and on the hosts, after a backup. */
export async function upgrade(session: Session, { options }: Call): Promise<ExitCode> {
  const { to } = options
  if (typeof to !== 'string' || to === '') throw fault('upgrade.to-what')
  const target = await targetOf(session, to)
  const how = { command: 'upgrade', options, target } as const
  const looked = await lookAtSwitch(session, how)
  if (looked.isRefused) return EXIT.failed
  if (looked.isChange && looked.isInstalled && options.backup !== false) {
    const [{ backup }, { backupFirst }] = await Promise.all([
      import('../backup/backup.js'),
      import('../backup/backup-first.js'),
    ])
    // What is asked for is agreed to already.
    const agreed: Session = { ...session, options: { ...session.options, yes: true } }
    const code = await backupFirst(session, looked.written.files, (onSaved) =>
      backup(agreed, { words: [], options }, { onSaved }),
    )
    if (code !== EXIT.done) return code
  }
  return switchRelease(session, how, looked)
}

/** As org.yaml is to name it: an id, or the path of a file of one's own from the organisation's folder. */
async function targetOf({ world, file }: Session, to: string): Promise<{ name: string; own?: OwnRelease }> {
  if (!isReleasePath(to)) return { name: to }
  const path = resolve(world.workingDirectory, to)
  const { directory } = organisationFolder(file)
  const way = relative(directory, path)
  const isInside = way !== '' && !way.startsWith('..') && !isAbsolute(way)
  const name = isInside ? `./${way.replaceAll('\\', '/')}` : path
  try {
    return { name, own: { path: name, text: await readFile(path, 'utf8'), isHere: true } }
  } catch (error) {
    throw unreadable(path, error)
  }
}
