import type { CONNECTION_CODES } from '../../errors/codes/connection.js'
import type { Code } from '../../errors/codes/index.js'
import type { ProbeStage } from '../workbench.js'

/** The stage that a problem of a connection belongs to; undefined for problems of other kinds. */
export function stageOfCode(code: Code): ProbeStage | undefined {
  return Object.hasOwn(STAGES, code)
    ? (STAGES as Readonly<Partial<Record<Code, ProbeStage>>>)[code]
    : undefined
}

const STAGES: Readonly<Record<(typeof CONNECTION_CODES)[number], ProbeStage>> = {
  'connection.name-unknown': 'reach',
  'connection.refused': 'reach',
  'connection.no-route': 'reach',
  'connection.timed-out': 'reach',
  'connection.dropped': 'reach',
  'connection.not-ssh': 'reach',
  'connection.no-common-algorithm': 'reach',
  'connection.failed': 'reach',
  'connection.jump-failed': 'reach',
  'connection.host-key-unconfirmed': 'host-key',
  'connection.host-key-changed': 'host-key',
  'connection.host-key-not-as-written': 'host-key',
  'connection.known-hosts-unusable': 'host-key',
  'connection.key-file-missing': 'login',
  'connection.key-file-unreadable': 'login',
  'connection.key-file-too-open': 'login',
  'connection.key-file-invalid': 'login',
  'connection.passphrase-needed': 'login',
  'connection.passphrase-wrong': 'login',
  'connection.login-refused': 'login',
  'connection.login-password-needed': 'login',
  'connection.login-password-wrong': 'login',
  'connection.sudo-password-needed': 'sudo',
  'connection.sudo-password-wrong': 'sudo',
  'connection.sudo-not-allowed': 'sudo',
  'connection.sudo-missing': 'sudo',
  'connection.sudo-needs-terminal': 'sudo',
  'connection.no-bash': 'sudo',
  'connection.no-root-shell': 'sudo',
  'connection.lost': 'facts',
  'connection.script-timed-out': 'facts',
  'connection.line-too-long': 'facts',
  'connection.too-much-output': 'facts',
  'connection.upload-source-unusable': 'facts',
  'connection.upload-failed': 'facts',
  'connection.corrupted-upload': 'facts',
  'connection.disk-full': 'facts',
  'connection.download-failed': 'facts',
  'connection.corrupted-download': 'facts',
}
