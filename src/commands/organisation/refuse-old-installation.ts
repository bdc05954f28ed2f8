import { InstallerError } from '../../errors/problem.js'
import { OLD_INSTALLATION, oldInstallation } from '../../preflight/checks/old-installation.js'
import type { CheckInput } from '../../roles/check.js'
import type { Needs } from './organisation.js'

/** Throws what `check` says of it. A backup that comes back has its own identity, whatever a database there says. */
export function refuseOldInstallation(input: CheckInput, { restored }: Pick<Needs, 'restored'>): void {
  const found = oldInstallation(input).filter(
    ({ code }) =>
      OLD_INSTALLATION.includes(code) && !(restored !== undefined && code === 'preflight.old-joined'),
  )
  if (found.length > 0) throw new InstallerError(found)
}
