import * as z from 'zod'
import { LANGUAGES } from '../i18n/message.js'
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

const exposed = z.strictObject({ host: z.string(), externalAddress: z.string() })

const draftAdmin = z.strictObject({
  host: z.string(),
  database: z
    .strictObject({ host: z.string(), port: z.number().exactOptional(), adminUser: z.string() })
    .exactOptional(),
  tls: z.strictObject({ certificate: z.string(), key: z.string() }).exactOptional(),
})

const draftFighter = z.strictObject({
  host: z.string(),
  port: z.number().exactOptional(),
  taskPorts: z.string().exactOptional(),
})

const ports = z.record(z.string(), z.number())

/** `org.yaml` while it is being answered: the same words, always as lists, and whatever was typed so far. */
const draftFile = z.strictObject({
  organisation: z.string(),
  release: z.string(),
  hosts: z.array(draftHost),
  roles: z.strictObject({
    consul: z.array(z.string()),
    carrier: exposed.exactOptional(),
    admin: z.array(draftAdmin),
    via: exposed.exactOptional(),
    data: z.array(draftFighter),
    compute: z.array(draftFighter),
  }),
  ports: z
    .strictObject({
      consul: ports.exactOptional(),
      carrier: ports.exactOptional(),
      via: z.number().exactOptional(),
      admin: z.number().exactOptional(),
      console: ports.exactOptional(),
      database: z.number().exactOptional(),
    })
    .exactOptional(),
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
})

/** What the organisation is for; picks the preset. `several`: more than one data or compute service. */
export const WANTS = ['join', 'data', 'compute', 'both', 'several'] as const
export type Want = (typeof WANTS)[number]

/** Where the hosts are: simulated ones, machines over SSH, or the computer that the installer runs on. */
const PLACES = ['rehearsal', 'machines', 'here'] as const
export type Place = (typeof PLACES)[number]

/** All answers so far. Saved as it grows; never holds a secret. Every edit is a pure function from draft to draft. */
export const draft = z.strictObject({
  version: z.literal(1),
  /** Names its file among the drafts. */
  id: z.string(),
  language: z.enum(LANGUAGES),
  place: z.enum(PLACES),
  /** Absolute path of the organisation's folder; empty until it is answered. */
  folder: z.string(),
  want: z.enum(WANTS).exactOptional(),
  /** Name of the preset that gave the shape. */
  preset: z.string().exactOptional(),
  file: draftFile,
  /** Only for the firewall rules that are shown: where console and SSH are used from, and who else dials in. */
  access: z
    .strictObject({
      operators: z.array(z.string()).exactOptional(),
      moirea: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
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
export type DraftFighter = Readonly<z.infer<typeof draftFighter>>

/** A draft in which nothing is answered yet. */
export function emptyDraft(given: Pick<Draft, 'id' | 'language' | 'place'> & { release: string }): Draft {
  return {
    version: 1,
    id: given.id,
    language: given.language,
    place: given.place,
    folder: '',
    file: {
      organisation: '',
      release: given.release,
      hosts: [],
      roles: { consul: [], admin: [], data: [], compute: [] },
    },
    at: 'welcome',
    confirmed: [],
    stale: [],
  }
}
