import type { ARTIFACT_CODES } from '../../errors/codes/artifacts.js'
import type { Messages } from '../message.js'

export const artifactMessages: Messages<(typeof ARTIFACT_CODES)[number]> = {
  'artifact.failed': { what: '{message}', why: '', fix: '' },
}
