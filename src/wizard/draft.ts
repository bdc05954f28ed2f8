import * as z from 'zod'
import type { HardwareFacts, HostFacts } from '../facts/host-facts.js'
import { LANGUAGES } from '../i18n/language.js'
import { backups } from '../org-file/backups.js'
import { hooks } from '../org-file/hooks.js'
import { WANTS } from '../roles/placing.js'
import { type Release, releaseNamed } from '../topology/release.js'
import type { Role } from '../topology/topology.js'
import { STEPS } from './steps.js'

const login = z.strictObject({
  address: z.string(),
  user: z.string(),
  port: z.number().exactOptional(),
  identityFile: z.string().exactOptional(),
  hostKey: z.string().exactOptional(),
})

const draftHost = login.extend({
  /** The operator's name for it, e.g. `h1`. */
  name: z.string(),
  local: z.boolean().exactOptional(),
  /** Set up with kits, never connected to: only org.yaml itself says so. */
  byHand: z.boolean().exactOptional(),
  /** Address or name for SSH, when it is not the address above. */
  ssh: z.string().exactOptional(),
  jump: login.exactOptional(),
})

/** One entry of a role: its host, and what else was said of it. */
const draftEntry = z.looseObject({ host: z.string() })

const ports = z.record(z.string(), z.number())

/** `org.yaml` while it is being answered: the same words, always as lists, and whatever was typed so far. */
const draftFile = z.strictObject({
  organisation: z.string(),
  release: z.string(),
  hosts: z.array(draftHost),
  /** By role; a role without an entry may be absent. */
  roles: z.record(z.string(), z.array(draftEntry)),
  ports: z.record(z.string(), z.union([z.number(), ports])).exactOptional(),
  network: z
    .strictObject({
      dataCenter: z.string().exactOptional(),
      bootstrapNodes: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  artifacts: z
    .strictObject({
      source: z.string().exactOptional(),
      files: z.record(z.string(), z.string()).exactOptional(),
    })
    .exactOptional(),
  installDirectory: z.string().exactOptional(),
  serviceUser: z.string().exactOptional(),
  /** Only org.yaml itself says so. */
  operators: z.array(z.strictObject({ name: z.string(), key: z.string() })).exactOptional(),
  firewall: z.enum(['managed', 'by-hand']).exactOptional(),
  /** As `operators`. */
  consul: z.strictObject({ acl: z.enum(['on', 'off']).exactOptional() }).exactOptional(),
  access: z
    .strictObject({
      operators: z.array(z.string()).exactOptional(),
      moirea: z.array(z.string()).exactOptional(),
      partners: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
  /** As `operators`. */
  metrics: z.strictObject({ directory: z.string() }).exactOptional(),
  backup: backups.exactOptional(),
  hooks: hooks.exactOptional(),
})

/** Where the hosts are: simulated ones, machines over SSH, or the computer that the installer runs on. */
const VENUES = ['rehearsal', 'machines', 'here'] as const
export type Venue = (typeof VENUES)[number]

/** All answers so far. Saved as it grows; never holds a secret. Every edit is a pure function from draft to draft. */
export const draft = z.strictObject({
  version: z.literal(2),
  /** Names its file among the drafts. */
  id: z.string(),
  language: z.enum(LANGUAGES),
  place: z.enum(VENUES),
  /** Absolute path of the organisation's folder; empty until it is answered. */
  folder: z.string(),
  want: z.enum(WANTS).exactOptional(),
  /** Name of the preset that gave the shape. */
  preset: z.string().exactOptional(),
  file: draftFile,
  /** Of a draft from before the file had it: it is asked again. */
  access: z.unknown().exactOptional(),
  /** The screen that is on. */
  at: z.enum(STEPS),
  /** Steps that were answered with Enter and still hold. */
  confirmed: z.array(z.enum(STEPS)),
  /** Steps that were confirmed before something below them changed. */
  stale: z.array(z.enum(STEPS)),
})

export type Draft = Readonly<z.infer<typeof draft>>
export type DraftFile = Readonly<z.infer<typeof draftFile>>
export type DraftHost = Readonly<z.infer<typeof draftHost>>
export type DraftEntry = Readonly<z.infer<typeof draftEntry>>

/** A draft in which nothing is answered yet. */
export function emptyDraft({
  release,
  ...given
}: Pick<Draft, 'id' | 'language' | 'place'> & { release: string }): Draft {
  const file: DraftFile = { organisation: '', release, hosts: [], roles: {}, firewall: 'managed' }
  return { version: 2, ...given, folder: '', file, at: 'welcome', confirmed: [], stale: [] }
}

/** Entries of a role, as they are written. */
export function entriesOf({ roles }: Pick<DraftFile, 'roles'>, role: Role): readonly DraftEntry[] {
  return roles[role] ?? []
}

/** The file with other entries of a role. */
export function withEntries(file: DraftFile, role: Role, entries: readonly DraftEntry[]): DraftFile {
  return { ...file, roles: { ...file.roles, [role]: [...entries] } }
}

/** The file with every entry of every role changed, or left out where there is nothing in its place. */
export function mapEntries(
  file: DraftFile,
  change: (entry: DraftEntry, role: Role) => DraftEntry | undefined,
): DraftFile {
  const roles = Object.entries(file.roles).map(([role, entries]) => [
    role,
    entries.flatMap((entry) => change(entry, role) ?? []),
  ])
  return { ...file, roles: Object.fromEntries(roles) }
}

/** What is known beside the answers. */
export interface Known {
  readonly releases: readonly Release[]
  /** By host name; hosts that were not asked, or did not answer, are absent. */
  readonly facts: Readonly<Record<string, HostFacts>>
}

/** The release that was chosen; the first one while the answer names none that there is. */
export function releaseOf(file: Pick<DraftFile, 'release'>, { releases }: Known): Release | undefined {
  return releaseNamed(releases, file.release) ?? releases[0]
}

export function hardwareOf(host: string, { facts }: Known): HardwareFacts | undefined {
  return Object.hasOwn(facts, host) ? facts[host]?.hardware : undefined
}

/** Answers with another one among them, or without; a group that nothing is left of goes with its last answer. */
export function withKey<G extends object, K extends keyof G>(
  answers: G,
  key: K,
  value: Exclude<G[K], undefined> | undefined,
): G {
  const { [key]: _before, ...rest } = answers
  return (isNothing(value) ? rest : { ...rest, [key]: value }) as G
}

function isNothing(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined
  return !Array.isArray(value) && Object.keys(value).length === 0
}
