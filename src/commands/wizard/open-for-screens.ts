import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { InstallerError } from '../../errors/problem.js'
import type { Language } from '../../i18n/say.js'
import { errnoOf } from '../../lib/errno.js'
import type { Plan } from '../../planner/plan.js'
import { reviewedWork } from '../../planner/reviewed-work.js'
import { checkSummary } from '../../preflight/index.js'
import { CONSOLE_PASSWORD } from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { readApplied } from '../../state/applied-record.js'
import { namesIn } from '../../state/files.js'
import { findRuns } from '../../state/find-runs.js'
import { readMeasured } from '../../state/measured-file.js'
import { keepReviewed } from '../../state/reviewed.js'
import { readSecretsFile } from '../../state/secrets-file.js'
import { writeAtomically } from '../../state/write-atomically.js'
import type { Topology } from '../../topology/topology.js'
import { openShellCommand } from '../../transports/open-shell-command.js'
import { wordsOf } from '../../wizard/equivalent.js'
import type { OpenOrganisation, Operated, ProbeAsk } from '../../wizard/workbench.js'
import { madeFor } from '../backup/backup-first.js'
import { BACKUP_SUFFIX } from '../backup/open-backup.js'
import { hookLines, lookAtHooks } from '../hooks/confirm-hooks.js'
import type { Machines } from '../organisation/machines.js'
import { openOrganisation } from '../organisation/open-organisation.js'
import type { Organisation } from '../organisation/organisation.js'
import { ownFiles } from '../organisation/own-files.js'
import { databaseAccount } from '../organisation/unlock-secrets.js'
import { type Ask, openSession, type Session, type World } from '../program/session.js'
import { isSame } from '../pull/merge-files.js'
import { followedRun } from '../run/run-handles.js'
import { needsAnswer } from '../terminal/ask.js'
import { answering } from './probe.js'
import type { InstallOrder, Site } from './site.js'

interface OpenInput extends Omit<InstallOrder, 'command' | 'digest' | 'databasePassword'> {
  readonly site: Site
  readonly ask: ProbeAsk
}

/** One organisation behind the port that screens know. It holds no lock: whoever carries a plan out takes that. */
export async function openForScreens(input: OpenInput): Promise<OpenOrganisation> {
  const { world, language, file, site, keyring, ask, signal } = input
  const session = silentSession(world, language, file)
  const connect = tellingConnect(site.machines, ask)
  const machines: Machines = {
    ...site.machines,
    connect: (host, options) => {
      const maskedValues = () => [...options.maskedValues(), ...keyring.values()]
      return connect(host, { ...options, ...answering(keyring, ask), maskedValues })
    },
  }
  const needs = { artifacts: 'later', lock: false, makesSecrets: true } as const
  const organisation = await openOrganisation(session, needs, 'apply', machines)
  const { folder, topology, release, problems, engine } = organisation
  const { knownHosts, directory } = folder
  const calling = (...words: string[]) => [
    process.execPath,
    world.program,
    ...words,
    `--file=${file}`,
    `--lang=${language}`,
  ]
  const { hooks } = topology
  const places = { knownHosts, directory, homeDirectory: homedir(), shell: world.env.SHELL }
  return {
    topology,
    release,
    problems,
    paths: { folder: folder.directory, file, secrets: folder.secrets, runs: folder.runs },
    text: await readFile(file, 'utf8'),
    artifacts: (onProgress, stop) => organisation.fetchArtifacts({ onProgress, signal: stop }),
    gather: async (stop) => {
      const gathered = await engine.gather({ signal: stop, settled: true })
      stop.throwIfAborted()
      return { ...gathered, at: world.now().toISOString() }
    },
    tryReach: ({ facts }, stop) => engine.tryReach(facts, { signal: stop }),
    tryClosed: ({ facts }, stop) => engine.tryClosed(facts, { signal: stop }),
    preflight: ({ facts, problems: unreached }, reach) => ({
      problems: [...unreached, ...engine.preflight(facts, reach)],
      summary: checkSummary({ topology, release, facts, reach }),
    }),
    plan: ({ facts }, operated) =>
      operated === undefined || operated.operation === 'upgrade'
        ? engine.plan(facts)
        : planOf(organisation, operated, facts),
    install: async (plan, operated) => {
      // A rehearsal has a server of its own, and no business with the operator's real password.
      const password = site.isRehearsal ? {} : await databasePassword(session, topology, plan, ask)
      keepReviewed(folder, reviewedWork(plan))
      const { digest } = plan
      // A backup has nothing to be reviewed: what it does changes with what there is to be saved.
      const reviewed = operated?.operation === 'backup' ? {} : { digest }
      const command = wordsOf(operated)
      return site.install({ world, language, file, command, keyring, signal, ...reviewed, ...password })
    },
    running: async () => {
      const alive = findRuns(folder).find(({ isAlive }) => isAlive)
      if (alive?.begun === undefined) return undefined
      return followedRun({ path: alive.path, folder, writer: alive.begun, signal })
    },
    shell: (host) => (site.isRehearsal ? undefined : openShellCommand(host, places)),
    ...(site.isRehearsal || hooks === undefined
      ? {}
      : {
          hooks: {
            lines: hookLines(hooks),
            ...lookAtHooks({ world }, { organisation: topology.organisation, folder, hooks }),
          },
        }),
    ...(site.isRehearsal
      ? {}
      : {
          pull: calling('pull'),
          logs: (instance: string) => calling('logs', instance, '--follow'),
          restore: (backup: string) => calling('restore', backup),
        }),
    measured: () => readMeasured(folder),
    backedUpAt: () => backedUpAt(folder, release, world.now()),
    backups: () =>
      namesIn(folder.backups)
        .filter((name) => name.endsWith(BACKUP_SUFFIX))
        .toSorted()
        .toReversed()
        .map((name) => join(folder.backups, name)),
    isApplied: () => {
      const applied = readApplied(folder)
      return applied !== undefined && isSame(ownFiles(folder, release), applied.body)
    },
    told: async (words, { write, columns, signal: stop }) => {
      const { ask: _, screens: __, ...quiet } = world
      const output = { write, isTTY: false, columns }
      const open: World['open'] = (opened, needs, named) =>
        openOrganisation(opened, needs, named, site.isRehearsal ? site.machines : machines)
      const interrupts = { stop, abort: stop }
      const argv = [...words, `--file=${file}`, `--lang=${language}`, '--no-color']
      await world.runCommandLine(argv, { ...quiet, stdout: output, stderr: output, open, interrupts })
    },
    consolePassword: async () => readSecretsFile(folder.secrets)?.secrets[CONSOLE_PASSWORD]?.value,
    writeHandover: async (text) => {
      const path = join(folder.directory, 'handover.md')
      writeAtomically(path, text, 0o644)
      return path
    },
    close: organisation.close,
  }
}

/** A file that can't be read is told by whoever needs it. */
function backedUpAt(folder: Organisation['folder'], release: Organisation['release'], now: Date) {
  try {
    return madeFor(folder, ownFiles(folder, release), now)?.at
  } catch (error) {
    if (!(error instanceof InstallerError) && errnoOf(error) === undefined) throw error
    return undefined
  }
}

/** Loaded when it is wanted: most look only. */
async function planOf(
  organisation: Organisation,
  operated: Exclude<Operated, { operation: 'upgrade' }>,
  facts: Facts,
): Promise<Plan> {
  if (operated.operation === 'backup')
    return (await import('../backup/plan-of-backup.js')).planOfBackup(organisation, facts)
  const { planOfOperation } = await import('../operate.js')
  return planOfOperation(organisation, operated.operation, operated.instances, facts)
}

/** Asked anew for every run: one that was refused must not be given again by itself. */
async function databasePassword({ say, world }: Session, topology: Topology, plan: Plan, ask: ProbeAsk) {
  const account = databaseAccount(topology, plan)
  if (account === undefined || world.env.METIS_DATABASE_PASSWORD !== undefined) return {}
  const kind = 'database'
  const given = await ask.password({ kind, ...account, emptyMeansLoginPassword: false, wasRefused: false })
  if (given !== undefined) return { databasePassword: given }
  throw needsAnswer(say('ask.database-password', account), 'METIS_DATABASE_PASSWORD=...')
}

/** A session for work behind a screen: what it would say goes nowhere, and what it asks was answered before. */
export function silentSession(world: World, language: Language, file: string, answered?: Ask): Session {
  const { ask: _, ...silent } = world
  const nowhere = { write: () => {}, isTTY: false, columns: 80 }
  const ask = answered === undefined ? {} : { ask: answered }
  return openSession({ ...silent, ...ask, stdout: nowhere, stderr: nowhere }, language, { file })
}

/** As the site connects, telling how that has ended. */
export function tellingConnect({ connect }: Machines, { onConnected }: ProbeAsk): Machines['connect'] {
  return async (host, options) => {
    try {
      const transport = await connect(host, options)
      onConnected?.(host.name)
      return transport
    } catch (error) {
      onConnected?.(host.name, error)
      throw error
    }
  }
}
