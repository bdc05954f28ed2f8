import { FIREWALL_FORMS, firewallTexts } from '../wizard/firewall-text.js'
import { readOrganisationOf } from './organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import { invalidOption, oneOf } from './program/option.js'
import type { Call, Session } from './program/session.js'

/** The rules of every host, or of one, as they can be given to a firewall; no host is asked. */
export async function firewallPrint(session: Session, { words, options }: Call): Promise<ExitCode> {
  const { topology } = await readOrganisationOf(session)
  const form = oneOf('--format', options.format, FIREWALL_FORMS) ?? 'nftables'
  const [wanted] = words
  const names = topology.hosts.map(({ name }) => name)
  if (wanted !== undefined && !names.includes(wanted)) throw invalidOption('HOST', wanted, names.join(', '))
  for (const { host, rules, lines } of firewallTexts(form, topology)) {
    if (wanted !== undefined && host.name !== wanted) continue
    session.emit({ type: 'firewall', host: host.name, rules })
    session.print(...lines, '')
  }
  return EXIT.done
}
