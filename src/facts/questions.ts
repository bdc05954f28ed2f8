import type { Command } from '../lib/command.js'

/** What a host is asked beyond the fixed questions. */
export interface Questions {
  /** Absolute. */
  readonly installDirectory: string
  /** OS packages that services may ask for. */
  readonly packages: readonly string[]
  /** Health command of every instance on the host, by instance name. */
  readonly health: Readonly<Record<string, Command>>
  /** HTTP address of the host's own agent; absent on hosts without a consul instance. */
  readonly consul?: { readonly address: string; readonly port: number }
  /** HTTP address of the carrier's REST gateway; only on its host. */
  readonly carrier?: { readonly address: string; readonly port: number }
  /** Certificate of the web console on its host, absolute; only where the console speaks TLS. */
  readonly certificate?: string
}
