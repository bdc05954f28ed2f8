import { connectHost } from '../transports/connect.js'
import { prepareArtifacts } from './prepare-artifacts.js'
import type { Site } from './site.js'

/** The operator's own machines, over SSH or on this one. */
export const realSite: Site = { connect: connectHost, prepareArtifacts }
