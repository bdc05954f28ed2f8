import type { Command } from 'commander'
import type { Say } from '../../i18n/say.js'

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly file?: string
  readonly lang?: string
  readonly json?: boolean
  readonly yes?: boolean
  readonly color?: boolean
  readonly verbose?: boolean
  readonly acceptNewHostKeys?: boolean
  readonly sshPasswordFile?: string
  readonly sudoPasswordFile?: string
  readonly credentialsFromStdin?: boolean
  readonly bundle?: string
  readonly bundleKey?: string
}

/** `logs` keeps `-f` for following. */
export function addCommonOptions(command: Command, say: Say, { shortFile }: { shortFile: boolean }): Command {
  return command
    .option(`${shortFile ? '-f, ' : ''}--file <org.yaml>`, say('help.option.file'))
    .option('--lang <language>', say('help.option.lang'))
    .option('--json', say('help.option.json'))
    .option('--yes', say('help.option.yes'))
    .option('--no-color', say('help.option.no-color'))
    .option('--verbose', say('help.option.verbose'))
    .option('--accept-new-host-keys', say('help.option.accept-new-host-keys'))
    .option('--ssh-password-file <path>', say('help.option.ssh-password-file'))
    .option('--sudo-password-file <path>', say('help.option.sudo-password-file'))
    .option('--credentials-from-stdin', say('help.option.credentials-from-stdin'))
    .option('--bundle <file or folder>', say('help.option.bundle'))
    .option('--bundle-key <fingerprint>', say('help.option.bundle-key'))
}

/** What was given after the command's name wins over what was given before it. */
export function mergeCommonOptions(before: CommonOptions, after: CommonOptions): CommonOptions {
  return { ...before, ...after, color: before.color !== false && after.color !== false }
}
