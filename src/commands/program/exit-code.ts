import type { Problem } from '../../errors/problem.js'

/** What the process ends with; `--help` tells the same. */
export const EXIT = { done: 0, failed: 1, changesPending: 2, invalidInput: 3, interrupted: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Invalid input is what the operator corrects in a file or on the command line, before anything was tried. */
export function exitCodeOf(problems: readonly Problem[]): ExitCode {
  if (problems.some(({ code }) => CHANGED_HOSTS.includes(code))) return EXIT.failed
  return problems.some((one) => isInput(one.code) || isMistyped(one)) ? EXIT.invalidInput : EXIT.failed
}

/** After these it is too late for a correction of the command line alone, whatever else was found. */
const CHANGED_HOSTS = ['command.backup-failed', 'command.left-over']

/** What a file system here says of a path that names nothing, or the wrong kind of thing. */
const MISTYPED = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ENOTFILE']

function isMistyped({ details, where }: Problem): boolean {
  return where.host === undefined && MISTYPED.includes(String(details.reason))
}

const INPUT = /^(command|hosts|import|kit|rehearsal|topology)\./
const INPUT_TOO = [
  'artifact.not-in-release',
  'backup.mistyped',
  'backup.host-as-folder',
  'backup.not-sent-there',
  'backup.none-there',
  'bundle.system-needed',
  'bundle.none-given',
  'bundle.output-taken',
  'bundle.output-like-part',
  'bundle.not-there',
  'bundle.runtime-unfit',
  'maintain.unknown-host',
  'maintain.nothing-there',
  'readdress.no-address',
  'readdress.same',
  'readdress.of-another',
  'record.forget-named',
  'record.forget-unknown',
  'upgrade.to-what',
  'state.file-too-large',
  'state.secret-file-empty',
  'state.secret-file-several-lines',
  'state.key-published',
]
const FAILED_COMMANDS = [
  'command.write-failed',
  'command.host-unseen',
  'command.not-installed',
  'command.logs-failed',
]

function isInput(code: string): boolean {
  return INPUT_TOO.includes(code) || (INPUT.test(code) && !FAILED_COMMANDS.includes(code))
}
