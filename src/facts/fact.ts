import type { Command } from '../lib/command.js'

/**
 * One question to a host. All questions of a host travel as one script; each must print something parseable or
 * nothing, never fail the script, change nothing, and need only what every supported system has: bash,
 * coreutils, grep, sed, perl-base, dpkg, iproute2 and systemd. What it must ask for comes as an argument.
 */
export interface Fact<T, Asked extends Command | Perl = Command> {
  readonly command: Asked
  /** Pure; takes what the command printed. */
  readonly parse: (output: string) => T
}

/**
 * A question to the kernel: a block of perl that ends with the lines of the answer. The process that reads
 * all answers runs it, so that it costs none of its own.
 */
export interface Perl {
  readonly perl: string
}
