import type { EngineInput } from '../runner/engine.js'
import type { OrganisationFolder } from '../state/organisation-folder.js'
import type { Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import type { Needs } from './organisation.js'
import type { Session } from './session.js'

/** Artifacts ready on this machine, when the command places them; none otherwise. */
export async function prepareArtifacts(
  _session: Session,
  _folder: OrganisationFolder,
  _topology: Topology,
  _release: Release,
  { artifacts }: Needs,
): Promise<Pick<EngineInput, 'artifacts' | 'payload'>> {
  if (artifacts) throw new Error('artifacts can not be prepared yet')
  return {
    artifacts: [],
    payload: (sha256) => {
      throw new Error(`no artifact ${sha256} was prepared`)
    },
  }
}
