import type { Needs, Organisation } from './organisation.js'
import { type Session, throwIfInterrupted } from './session.js'

/** Opens the organisation for the length of `work`; whatever happens, its connections and lock are let go. */
export async function withOrganisation<T>(
  session: Session,
  needs: Needs & { readonly command: string },
  work: (organisation: Organisation) => Promise<T>,
): Promise<T> {
  const organisation = await session.world.open(session, needs, needs.command)
  try {
    throwIfInterrupted(session)
    return await work(organisation)
  } finally {
    await organisation.close()
  }
}
