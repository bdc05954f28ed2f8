import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { shownProxy } from '../../artifacts/proxies.js'
import { ownRelease, readReleases } from '../../catalog/presets.js'
import { readYaml } from '../../catalog/read-yaml.js'
import { InstallerError, type Problem } from '../../errors/problem.js'
import type { Language } from '../../i18n/say.js'
import type { OpenBundle } from '../../packing/open-bundle.js'
import { openDrafts } from '../../state/drafts.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { recentOrganisations, rememberOrganisation } from '../../state/recent.js'
import { listRunFiles } from '../../state/run-files.js'
import { stateDirectory } from '../../state/state-directory.js'
import type { Draft, Venue } from '../../wizard/draft.js'
import { draftProblems } from '../../wizard/draft-topology.js'
import type { OpenOrganisation, Workbench } from '../../wizard/workbench.js'
import { bundledOrganisation, bundleShown, writeOwnRelease } from '../bundle/bundled-organisation.js'
import type { World } from '../program/session.js'
import { rehearsalHosts } from '../rehearse/rehearsal-hosts.js'
import { draftOfBundled, draftOfFolder, lookAtFolder, newDraftId } from './draft-of-folder.js'
import { draftSaver } from './draft-saver.js'
import { mergeHostKeys, startFrom } from './host-key-file.js'
import { createKeyring } from './keyring.js'
import { presetChoices } from './preset-choices.js'
import { realSite, type Site, thisMachine } from './site.js'
import { unfinished } from './unfinished.js'
import type { WrittenFiles } from './write-draft.js'

export interface WorkbenchInput {
  readonly world: World
  /** Until a draft says otherwise. */
  readonly language: Language
  /** The program was started as a rehearsal, and nothing real is offered. */
  readonly isRehearsal: boolean
  /** What everything comes from, checked. */
  readonly bundle?: OpenBundle
  /** Made when the first rehearsal begins. */
  readonly openRehearsal: () => Promise<Site>
  /** Of tests; else the operator's own. */
  readonly stateDirectory?: string
}

/** The workbench of the real program. Which site it works on, the draft at hand says. */
export async function createWorkbench(input: WorkbenchInput): Promise<Workbench> {
  const { world, isRehearsal } = input
  const proxy = isRehearsal ? undefined : shownProxy(world.env)
  const state = input.stateDirectory ?? stateDirectory(world.env, homedir())
  const drafts = openDrafts(state)
  const saver = draftSaver(drafts, world.now)
  const written: WrittenFiles = { copied: new Set(), texts: new Map() }
  const keyring = createKeyring()
  const ending = new AbortController()
  const opened = new Set<OpenOrganisation>()
  const releases = await readReleases(world.presetsDirectory)
  const presets = await presetChoices(world.presetsDirectory, releases)
  const real = realSite(world, drafts.knownHosts)
  let rehearsal: Promise<Site> | undefined
  let told: Problem | undefined

  const siteFor = (place: Venue): Promise<Site> | Site => {
    if (place !== 'rehearsal') return real
    // One that could not begin is begun anew the next time.
    rehearsal ??= input.openRehearsal().catch((error: unknown) => {
      rehearsal = undefined
      throw error
    })
    return rehearsal
  }
  const siteNow = () => siteFor(saver.current()?.place ?? (isRehearsal ? 'rehearsal' : 'machines'))
  const languageNow = () => saver.current()?.language ?? input.language

  const openFolder: Workbench['openFolder'] = async (path, language) => {
    const draft = await draftOfFolder((await siteNow()).folderOf(path), language, releases)
    if (carried !== undefined && !releases.some(({ path }) => path === carried.path)) releases.push(carried)
    saver.wrote(draft.id, draft.folder)
    return draft
  }

  const bundled = input.bundle === undefined ? undefined : await bundledOrganisation(input.bundle)
  const own = bundled?.own
  const carried = own && ownRelease(await readYaml(own.from), own.path)
  if (carried !== undefined) releases.push(carried)
  const bench: Workbench = {
    isRehearsal,
    ...(proxy === undefined ? {} : { proxy }),
    ...(input.bundle === undefined ? {} : { bundle: bundleShown(input.bundle) }),
    ...(bundled === undefined
      ? {}
      : { openBundled: (language) => draftOfBundled(bundled.text, bench, language) }),
    ...(isRehearsal || input.bundle !== undefined
      ? {}
      : { makeBundle: [process.execPath, world.program, 'bundle', 'create', `--lang=${input.language}`] }),
    presets,
    releases,
    unfinished: async () => {
      const found = drafts.list()
      ;[told] = found.problems
      const mine = found.drafts.filter(({ draft }) => !isRehearsal || draft.place === 'rehearsal')
      return unfinished(mine, isRehearsal ? [] : recentOrganisations(state))
    },
    resume: async (what) => {
      if (what.kind !== 'draft') return openFolder(what.folder, languageNow())
      const { draft: saved, wrote, isOpenElsewhere } = drafts.read(what.id)
      // Two programs that write to one file would lose the answers of one of them.
      const draft = isOpenElsewhere ? { ...saved, id: newDraftId() } : saved
      if (wrote !== undefined) saver.wrote(draft.id, wrote)
      return rooted(withUsualFirewall(draft, wrote), await siteFor(draft.place))
    },
    openFolder,
    importPlaybooks: async (path, language) => {
      const { importForScreens } = await import('./import-for-screens.js')
      const { presetsDirectory } = world
      return importForScreens({ path: real.folderOf(path), language, presetsDirectory, bench })
    },
    recover: async (order, ask) => {
      const site = await siteNow()
      const folder = site.folderOf(order.folder)
      const file = join(folder, 'org.yaml')
      const signal = AbortSignal.any([order.signal, ending.signal])
      const [{ recoverForScreens }, { recoveredLines, strangers }] = await Promise.all([
        import('./recover-for-screens.js'),
        import('../recover/recovered-text.js'),
      ])
      const recovered = await recoverForScreens({
        world,
        site,
        order: { ...order, signal },
        file,
        ask,
        keyring,
      })
      return {
        draft: await openFolder(folder, order.language),
        told: recoveredLines(recovered, order.language),
        problems: [...recovered.problems, ...strangers(recovered.others)],
      }
    },
    saveDraft: saver.save,
    draftProblem: () => saver.problem() ?? told,
    forgetDraft: async (id) => {
      saver.drop(id)
      drafts.forget(id)
    },
    lookAtFolder: async (typed) => {
      const site = await siteNow()
      const path = site.folderOf(typed)
      return lookAtFolder(path, site.isRehearsal || saver.hasWritten(saver.current()?.id ?? '', path))
    },
    offeredHosts: (place, count) => {
      if (place === 'here') return [thisMachine()]
      return place === 'rehearsal' ? rehearsalHosts(count) : []
    },
    sshAliases: async () => (await import('./ssh-aliases.js')).sshAliases(homedir(), process.env.USER),
    probe: async (host, ask, signal) => {
      const site = await siteNow()
      const draft = saver.current()
      const knownHostsPath = site.knownHosts(draft?.id ?? 'none')
      const { SSH_AUTH_SOCK: agentSocket } = world.env
      if (draft?.folder) startFrom(knownHostsPath, join(draft.folder, 'known_hosts'))
      const { probe } = await import('./probe.js')
      return probe({
        machines: site.machines,
        host,
        ask,
        keyring,
        places: {
          knownHostsPath,
          homeDirectory: homedir(),
          ...(draft?.folder ? { baseDirectory: draft.folder } : {}),
          ...(agentSocket ? { agentSocket } : {}),
        },
        installDirectory: draft?.file.installDirectory ?? '/opt/metis',
        signal: AbortSignal.any([signal, ending.signal]),
      })
    },
    open: async (given, ask) => {
      const site = await siteFor(given.place)
      const draft = rooted(given, site)
      const problems = draftProblems(draft.file, releases)
      if (problems.some(({ severity }) => severity === 'error')) throw new InstallerError(problems)
      const isOwn = saver.hasWritten(draft.id, draft.folder)
      const { writeDraft } = await import('./write-draft.js')
      const folder = await writeDraft(draft, isOwn || site.isRehearsal, written)
      if (!isOwn && own?.path === draft.file.release) await writeOwnRelease(draft.folder, own)
      if (!isOwn) saver.wrote(draft.id, draft.folder)
      mergeHostKeys(site.knownHosts(draft.id), folder.knownHosts)
      if (!site.isRehearsal) remember(state, draft, world.now())
      const { language } = draft
      const file = folder.topology
      const { openForScreens } = await import('./open-for-screens.js')
      const { signal } = ending
      const organisation = await openForScreens({ world, language, file, site, keyring, ask, signal })
      opened.add(organisation)
      return organisation
    },
    close: async () => {
      ending.abort()
      saver.flush()
      const draft = saver.current()
      // Nothing of a rehearsal is left behind by one who leaves it.
      if (draft?.place === 'rehearsal') drafts.forget(draft.id)
      try {
        // Its connections would keep the program alive.
        await Promise.all([...opened].map((organisation) => organisation.close()))
      } finally {
        await rehearsal?.then((site) => site.close?.())
      }
    },
  }
  return bench
}

/** An earlier version knew no `firewall`: what has never been installed gets what a new one has, all else stays as it runs. */
function withUsualFirewall(draft: Draft, wrote: string | undefined): Draft {
  if (draft.file.firewall !== undefined || (wrote !== undefined && isInstalledFrom(wrote))) return draft
  return { ...draft, file: { ...draft.file, firewall: 'managed' } }
}

/** Before there were records, runs were all that a folder had of it. */
function isInstalledFrom(folder: string): boolean {
  const { applied, runs } = organisationFolder(join(folder, 'org.yaml'))
  return existsSync(applied) || listRunFiles({ runs }).length > 0
}

/** A rehearsal's folder is new every time; one that was typed as if it were real is kept inside of it. */
function rooted(draft: Draft, site: Site): Draft {
  if (!site.isRehearsal || draft.folder === '') return draft
  return { ...draft, folder: site.folderOf(basename(draft.folder)) }
}

/** What is only remembered for convenience must not stop anybody. */
function remember(state: string, { folder, file }: Draft, now: Date): void {
  try {
    rememberOrganisation(state, { folder, organisation: file.organisation, openedAt: now.toISOString() })
  } catch (error) {
    if (!(error instanceof InstallerError)) throw error
  }
}
