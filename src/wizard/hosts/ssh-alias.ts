import type { DraftHost } from '../draft.js'
import { type Entry, type Mistake, mistake } from './entry.js'
import { nameFrom } from './host-names.js'

/** A host of the operator's `~/.ssh/config`. */
export interface SshAlias extends DraftHost {
  /** What the file says of the way to it and can't be honoured: `ProxyCommand nc %h %p`. It is not reached another way. */
  readonly unsupported?: string
}

/** Why a host is not taken over from `~/.ssh/config`. */
export function refusal(entry: Entry, aliases: readonly SshAlias[]): Mistake | undefined {
  const { ssh } = entry.target
  const alias = ssh === undefined ? undefined : aliases.find(({ name }) => name === nameFrom(ssh))
  if (alias?.unsupported === undefined) return undefined
  return mistake('hosts.unsupported-setting', alias.name, entry, { setting: alias.unsupported.slice(0, 120) })
}
