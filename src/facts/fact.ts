import { type Command, sh } from '../lib/command.js'

/**
 * One question to a host. All questions of a host travel as one script; each must print something parseable or
 * nothing, never fail the script, change nothing, and need only what every supported system has: bash,
 * coreutils, grep, sed, perl-base, dpkg, iproute2 and systemd. What it must ask for comes as an argument.
 */
export interface Fact<T> {
  readonly command: Command
  /** Pure; takes what the command printed. */
  readonly parse: (output: string) => T
}

/** The command of a question that this host is not asked: costs it nothing. */
export const NOT_ASKED: Command = sh`:`
