import { SSH_PORT } from '../../org-file/default-ports.js'
import type { Host, Login } from '../../topology/topology.js'
import type { DraftHost } from '../../wizard/draft.js'

/** The host that the answers describe, also before its address is known: enough to connect to it. */
export function hostOfDraft({ name, local = false, ssh, jump, ...login }: DraftHost): Host {
  return {
    name,
    address: login.address,
    local,
    ssh: {
      ...loginOf({ ...login, address: ssh ?? login.address }),
      ...(jump === undefined ? {} : { jump: loginOf(jump) }),
    },
  }
}

function loginOf({ port = SSH_PORT, address, user, identityFile, hostKey }: Omit<DraftHost, 'name'>): Login {
  return {
    address,
    port,
    user,
    ...(identityFile === undefined ? {} : { identityFile }),
    ...(hostKey === undefined ? {} : { hostKey }),
  }
}
