import type { HelpWord } from '../i18n/help.js'
import type { CommandId } from './command-ids.js'
import type { ExitCode } from './program/exit-code.js'
import type { Call, Session } from './program/session.js'

/** Commands of two words, by the first: its line in the help. */
export const GROUPS: Readonly<Partial<Record<string, HelpWord>>> = {
  secrets: 'help.secrets',
  bundle: 'help.bundle',
  metrics: 'help.metrics',
  firewall: 'help.firewall',
}

/** How a command is called, and where its work is: loaded only when it is called. */
export interface CommandShape {
  readonly summary: HelpWord
  readonly argument?: readonly [usage: string, description: HelpWord]
  /** A second one. */
  readonly further?: readonly [usage: string, description: HelpWord]
  readonly options?: readonly (readonly [flags: string, description: HelpWord])[]
  /** Begins and ends with a line that says so, since others may watch it. */
  readonly changesHosts?: true
  /** `-f` means something else here. */
  readonly ownShortF?: true
  readonly load: () => Promise<(session: Session, call: Call) => Promise<ExitCode>>
}

const REVIEWED = ['--reviewed <digest>', 'help.option.reviewed'] as const
const WAIT = ['--wait', 'help.option.wait'] as const
const OVERWRITE = ['--overwrite <generation>', 'help.option.overwrite'] as const
const FORGET = ['--forget <hosts...>', 'help.option.forget'] as const
const DELETE_REMOVED = ['--delete-removed', 'help.option.delete-removed'] as const
const GENERATION = ['--generation <number>', 'help.option.generation'] as const
const PASSPHRASE_FILE = ['--passphrase-file <file>', 'help.option.passphrase-file'] as const
const IDENTITY = ['--identity <file>', 'help.option.identity'] as const
const PARALLEL = ['--parallel <count>', 'help.option.parallel'] as const
const HOLD = ['--hold <seconds>', 'help.option.hold'] as const
const DRIFT = ['--drift', 'help.option.drift'] as const
const EVEN_SO = ['--even-so', 'help.option.even-so'] as const
const SELECTION = ['[instances...]', 'help.argument.selection'] as const
const OPERATION = { argument: SELECTION, options: [REVIEWED, WAIT], changesHosts: true } as const

export const commands: Readonly<Record<CommandId, CommandShape>> = {
  init: {
    summary: 'help.init',
    argument: ['[folder]', 'help.argument.folder'],
    options: [
      ['--preset <name>', 'help.option.preset'],
      ['--name <organisation>', 'help.option.name'],
      ['--list', 'help.option.list'],
    ],
    load: async () => (await import('./init.js')).init,
  },
  import: {
    summary: 'help.import',
    argument: ['<path...>', 'help.argument.imported'],
    options: [
      ['--into <folder>', 'help.option.into'],
      ['--vault-password-file <file>', 'help.option.vault-password-file'],
    ],
    load: async () => (await import('./import/import.js')).importInventories,
  },
  adopt: {
    summary: 'help.adopt',
    options: [['--plan', 'help.option.adopt-plan']],
    load: async () => (await import('./adopt/adopt.js')).adopt,
  },
  validate: { summary: 'help.validate', load: async () => (await import('./validate.js')).validate },
  topology: {
    summary: 'help.topology',
    options: [
      ['--preset <name>', 'help.option.picture-preset'],
      ['--format <name>', 'help.option.picture-format'],
      ['--width <columns>', 'help.option.picture-width'],
      ['--height <rows>', 'help.option.picture-height'],
      ['--zoom <host>', 'help.option.zoom'],
    ],
    load: async () => (await import('./topology.js')).topology,
  },
  check: {
    summary: 'help.check',
    options: [DRIFT],
    load: async () => (await import('./check.js')).check,
  },
  plan: {
    summary: 'help.plan',
    options: [OVERWRITE, GENERATION, DELETE_REMOVED, DRIFT, FORGET, PARALLEL, HOLD],
    load: async () => (await import('./plan.js')).plan,
  },
  apply: {
    summary: 'help.apply',
    options: [
      REVIEWED,
      WAIT,
      OVERWRITE,
      GENERATION,
      EVEN_SO,
      PARALLEL,
      HOLD,
      DELETE_REMOVED,
      DRIFT,
      FORGET,
      ['--backup', 'help.option.backup-first'],
      ['--confirm <organisation>', 'help.option.confirm'],
    ],
    changesHosts: true,
    load: async () => (await import('./apply/apply.js')).apply,
  },
  watch: {
    summary: 'help.watch',
    options: [
      ['--stop', 'help.option.stop'],
      ['--pause', 'help.option.pause'],
      ['--continue', 'help.option.continue'],
    ],
    load: async () => (await import('./watch.js')).watch,
  },
  status: {
    summary: 'help.status',
    options: [
      ['--once', 'help.option.once'],
      ['--watch-file <file>', 'help.option.watch-file'],
    ],
    load: async () => (await import('./status/status.js')).status,
  },
  start: { summary: 'help.start', ...OPERATION, load: async () => (await import('./operate.js')).start },
  stop: { summary: 'help.stop', ...OPERATION, load: async () => (await import('./operate.js')).stop },
  restart: {
    summary: 'help.restart',
    ...OPERATION,
    options: [...OPERATION.options, EVEN_SO, PARALLEL, HOLD],
    load: async () => (await import('./operate.js')).restart,
  },
  maintain: {
    summary: 'help.maintain',
    argument: ['[hosts...]', 'help.argument.hosts'],
    options: [['--reboot', 'help.option.reboot'], WAIT, EVEN_SO, HOLD],
    changesHosts: true,
    load: async () => (await import('./maintain/maintain.js')).maintain,
  },
  readdress: {
    summary: 'help.readdress',
    argument: ['<host address...>', 'help.argument.readdressed'],
    options: [WAIT, EVEN_SO, HOLD],
    changesHosts: true,
    load: async () => (await import('./readdress/readdress.js')).readdress,
  },
  logs: {
    summary: 'help.logs',
    argument: SELECTION,
    options: [
      ['-f, --follow', 'help.option.follow'],
      ['-n, --lines <count>', 'help.option.lines'],
    ],
    ownShortF: true,
    load: async () => (await import('./logs.js')).logs,
  },
  history: {
    summary: 'help.history',
    argument: ['[generation]', 'help.argument.generation'],
    options: [['--runs', 'help.option.runs']],
    load: async () => (await import('./history/history.js')).history,
  },
  pull: {
    summary: 'help.pull',
    options: [
      ['--theirs', 'help.option.theirs'],
      ['--from <host>', 'help.option.from-host'],
      PASSPHRASE_FILE,
      IDENTITY,
    ],
    load: async () => (await import('./pull/pull.js')).pull,
  },
  undo: {
    summary: 'help.undo',
    options: [WAIT, EVEN_SO, PARALLEL, HOLD],
    changesHosts: true,
    load: async () => (await import('./undo/undo.js')).undo,
  },
  upgrade: {
    summary: 'help.upgrade',
    options: [
      ['--to <release>', 'help.option.to-release'],
      ['--no-backup', 'help.option.no-backup'],
      WAIT,
      EVEN_SO,
      PARALLEL,
      HOLD,
    ],
    changesHosts: true,
    load: async () => (await import('./upgrade/upgrade.js')).upgrade,
  },
  rollback: {
    summary: 'help.rollback',
    options: [WAIT, EVEN_SO, PARALLEL, HOLD],
    changesHosts: true,
    load: async () => (await import('./upgrade/rollback.js')).rollback,
  },
  'secrets show': {
    summary: 'help.secrets-show',
    argument: ['[name]', 'help.argument.secret'],
    load: async () => (await import('./secrets/show.js')).secretsShow,
  },
  'secrets rotate': {
    summary: 'help.secrets-rotate',
    argument: ['<name>', 'help.argument.rotated'],
    options: [
      ['--certificate <file>', 'help.option.certificate'],
      ['--key <file>', 'help.option.key'],
      WAIT,
      EVEN_SO,
      HOLD,
    ],
    changesHosts: true,
    load: async () => (await import('./secrets/rotate.js')).secretsRotate,
  },
  support: { summary: 'help.support', load: async () => (await import('./support/support.js')).support },
  'metrics rules': {
    summary: 'help.metrics-rules',
    load: async () => (await import('./metrics/rules.js')).metricsRules,
  },
  'metrics dashboard': {
    summary: 'help.metrics-dashboard',
    load: async () => (await import('./metrics/dashboard.js')).metricsDashboard,
  },
  'firewall print': {
    summary: 'help.firewall-print',
    argument: ['[host]', 'help.argument.firewall-host'],
    options: [['--format <name>', 'help.option.firewall-format']],
    load: async () => (await import('./firewall-print.js')).firewallPrint,
  },
  hooks: {
    summary: 'help.hooks',
    options: [['--try <event>', 'help.option.try']],
    load: async () => (await import('./hooks/hooks.js')).hooks,
  },
  backup: {
    summary: 'help.backup',
    argument: ['[folder]', 'help.argument.backups'],
    options: [
      ['--with-data', 'help.option.with-data'],
      ['--keep <count>', 'help.option.keep'],
      EVEN_SO,
      WAIT,
    ],
    changesHosts: true,
    load: async () => (await import('./backup/backup.js')).backup,
  },
  'backup list': {
    summary: 'help.backup-list',
    argument: ['[folder]', 'help.argument.backups-there'],
    load: async () => (await import('./backup/list.js')).backupList,
  },
  'backup verify': {
    summary: 'help.backup-verify',
    argument: ['<file>', 'help.argument.backup'],
    options: [PASSPHRASE_FILE, IDENTITY],
    load: async () => (await import('./backup/verify.js')).backupVerify,
  },
  restore: {
    summary: 'help.restore',
    argument: ['<file>', 'help.argument.backup'],
    further: ['[folder]', 'help.argument.restore-folder'],
    options: [
      ['--org-yaml <file>', 'help.option.org-yaml'],
      ['--confirm <organisation>', 'help.option.confirm-restore'],
      ['--rehearse', 'help.option.rehearse-restore'],
      PASSPHRASE_FILE,
      IDENTITY,
      ['--even-so', 'help.option.even-so-restore'],
      WAIT,
    ],
    changesHosts: true,
    load: async () => (await import('./restore/restore.js')).restore,
  },
  destroy: {
    summary: 'help.destroy',
    options: [
      ['--confirm <organisation>', 'help.option.confirm'],
      ['--keep-data', 'help.option.keep-data'],
      ['--delete-data', 'help.option.delete-data'],
      WAIT,
    ],
    changesHosts: true,
    load: async () => (await import('./destroy/destroy.js')).destroy,
  },
  recover: {
    summary: 'help.recover',
    argument: ['[folder]', 'help.argument.folder'],
    options: [['--from <host>', 'help.option.from'], PASSPHRASE_FILE, IDENTITY],
    load: async () => (await import('./recover/recover.js')).recover,
  },
  rehearse: {
    summary: 'help.rehearse',
    options: [
      ['--preset <name>', 'help.option.rehearse-preset'],
      ['--hosts <count>', 'help.option.hosts'],
      ['--fault <what...>', 'help.option.fault'],
      ['--speed <times>', 'help.option.speed'],
      ['--day <what>', 'help.option.day'],
      ['--instant', 'help.option.instant'],
    ],
    load: async () => (await import('./rehearse/rehearse.js')).rehearse,
  },
  explain: {
    summary: 'help.explain',
    argument: ['[code]', 'help.argument.code'],
    load: async () => (await import('./explain.js')).explain,
  },
  'bundle create': {
    summary: 'help.bundle-create',
    options: [
      ['-o, --output <file>', 'help.option.output'],
      ['--preset <name>', 'help.option.bundle-preset'],
      ['--source <folder or address>', 'help.option.source'],
      ['--os <system...>', 'help.option.os'],
      ['--cpu <variant>', 'help.option.cpu'],
      ['--since <bundle>', 'help.option.since'],
      ['--split <size>', 'help.option.split'],
      ['--node <file>', 'help.option.node'],
      ['--mirror <distribution=address...>', 'help.option.mirror'],
    ],
    load: async () => (await import('./bundle/create.js')).bundleCreate,
  },
  'bundle verify': {
    summary: 'help.bundle-verify',
    argument: ['[bundle]', 'help.argument.bundle'],
    load: async () => (await import('./bundle/verify.js')).bundleVerify,
  },
  'bundle export-host': {
    summary: 'help.export-host',
    argument: ['<host>', 'help.argument.host'],
    options: [
      ['-o, --output <path>', 'help.option.kit-output'],
      ['--os <system>', 'help.option.kit-os'],
      ['--cpu <kind>', 'help.option.kit-cpu'],
      ['--tar', 'help.option.kit-tar'],
    ],
    load: async () => (await import('./bundle/export-host.js')).exportHost,
  },
  'import-receipt': {
    summary: 'help.import-receipt',
    argument: ['<file>', 'help.argument.receipt'],
    load: async () => (await import('./import-receipt.js')).importReceipt,
  },
  schema: { summary: 'help.schema', load: async () => (await import('./schema.js')).schema },
  gallery: { summary: 'help.gallery', load: async () => (await import('./gallery.js')).gallery },
}
