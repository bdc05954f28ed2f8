import { type Language, type Say, sayIn, type Word } from '../i18n/say.js'
import { shellQuote } from '../lib/text.js'
import { instanceId, type Login } from '../topology/topology.js'
import {
  type CardRow,
  moireaWhy,
  nextSteps,
  partnerCard,
  placesOf,
  signIn,
  VERSION_CONTROL,
} from './partner-card.js'
import { type Installed, type Proof, proofsOf, statusesOf, worldProof } from './proofs.js'
import type { Gathered, OrganisationPaths } from './workbench.js'

export interface HandoverInput extends Installed {
  readonly gathered: Gathered
  readonly paths: OrganisationPaths
  readonly language: Language
}

/** `handover.md`: what runs, how to sign in, what others need to know, what comes next. Holds no secret. */
export function handover(input: HandoverInput): string {
  const { topology, release, gathered, language } = input
  const say = sayIn(language)
  const card = partnerCard(topology, gathered)
  const statuses = statusesOf(input, gathered).map(
    ({ instance, host, state }) =>
      `| ${code(instanceId({ name: instance, host }))} | ${say(`status.${state}`)} |`,
  )
  const part = (title: Word, ...texts: string[]) => [`## ${say(title)}`, ...texts]
  const proofs = proofsOf(input, gathered).map((proof) => proofLine(proof, say))
  const steps = nextSteps(topology, gathered, say).map((step, i) => `${i + 1}. ${step}`)
  const table = [`| ${say('status.instance')} | ${say('status.state')} |`, '|---|---|', ...statuses]
  const signedIn = rows([...card.console, ...signIn(say)], say)
  const sections = [
    `# ${say('handover.title', { organisation: topology.organisation })}`,
    say('handover.made', { release: release.id, at: gathered.at.slice(0, 16).replace('T', ' ') }),
    part('done.proofs', proofs.join('\n')),
    part('handover.instances', table.join('\n')),
    card.console.length === 0 ? [] : part('done.console', signedIn),
    part(
      'done.partners',
      say('done.partners.why'),
      rows(card.partners, say),
      ...worldProof(topology).map((proof) => proofLine(proof, say)),
    ),
    part('done.moirea', say(moireaWhy(topology)), rows(card.moirea, say)),
    part('done.next', steps.join('\n')),
    part('done.places', rows([...placesOf(input), ...VERSION_CONTROL], say)),
    part('handover.take-over', takeOver(input, say).join('\n')),
  ]
  return `${sections.flat().join('\n\n')}\n`
}

/** What somebody types who has nothing but this file and what he is told. */
function takeOver({ topology, paths }: HandoverInput, say: Say): string[] {
  const login = topology.hosts.find(({ local, byHand }) => !local && byHand !== true)?.ssh
  const program = (words: string) => code(`create-metis-node ${words}`)
  const file = shellQuote(paths.file.split(/[/\\]/).slice(-2).join('/'))
  const get =
    login === undefined
      ? say('handover.get')
      : say('handover.recover', { command: program(`recover --from ${loginText(login)} -f ${file}`) })
  const steps = [
    get,
    say('handover.look', { command: program('plan') }),
    say('handover.passphrase', { command: program('secrets show recovery-passphrase') }),
  ]
  return steps.map((step, i) => `${i + 1}. ${step}`)
}

/** As `recover --from` takes it. */
export function loginText({ user, address, port }: Login): string {
  return `${user}@${address}${port === 22 ? '' : `:${port}`}`
}

const BOXES: Readonly<Record<Proof['state'], string>> = { ok: '[x]', open: '[ ]', failed: '[ ] **!**' }

function proofLine({ state, word, values }: Proof, say: Say): string {
  const safe = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inText(value)]))
  return `- ${BOXES[state]} ${say(word, safe)}`
}

function rows(all: readonly CardRow[], say: Say): string {
  return all
    .map(({ word, value }) => `- ${say('handover.row', { label: say(word), value: code(value) })}`)
    .join('\n')
}

/** Text of hosts and operators as code: nothing in it is Markdown, and nothing in it ends the code or the line. */
function code(value: string): string {
  return `\`${oneLine(value).replaceAll('`', "'")}\``
}

function inText(value: string | number): string | number {
  return typeof value === 'number' ? value : oneLine(value).replace(/[\\`*_[\]<>|]/g, '\\$&')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is what this is for
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g

function oneLine(value: string): string {
  return value.replace(CONTROLS, ' ').trim()
}
