import type { Login } from '../topology/topology.js'

/** Where one SSH connection goes: a host, or the jump host on the way to it. */
export interface SshTarget {
  /** Name of the host that it is for. */
  readonly host: string
  readonly login: Login
}
