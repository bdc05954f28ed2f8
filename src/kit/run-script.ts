import { actionFunctions } from '../actions/action-functions.js'
import { takeHost } from '../actions/hold.js'
import type { ReceiptOwner } from '../actions/receipt.js'
import { gatherScript } from '../facts/gather.js'
import { texts } from '../i18n/en/kit.js'
import type { Say } from '../i18n/say.js'
import { type Command, lines, sh } from '../lib/command.js'
import { hostFunctions } from '../lib/host-functions.js'
import { shellQuote } from '../lib/text.js'
import { nodeScript } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { questionsFor } from '../planner/questions.js'
import { firstResources } from '../roles/claims.js'
import { serviceOf } from '../roles/index.js'
import { receiptsDirectory } from '../topology/host-paths.js'
import { instanceId } from '../topology/topology.js'
import { driver } from './driver.js'
import { artifactPath, type Kit, type KitStep } from './kit.js'
import { scriptText } from './script-text.js'
import { isDoneScript, stepRules } from './step-rule.js'

/** `run.sh`: all that is done on one host, to be read there before it is run. `carried`: checksum and path of its files. */
export function scriptOfRun(
  kit: Kit,
  carried: readonly { readonly path: string; readonly sha256: string }[],
  say: Say,
): string {
  const known = knownWords(kit)
  const health = Object.entries(questionsFor(kit.topology, kit.release, kit.host).health)
  const instances = new Set(health.map(([instance]) => instance))
  const title = (word: Parameters<Say>[0]) => `\n# ---- ${say(word)} ----\n`
  return `${[
    '#!/bin/bash',
    ...head(kit, say, known).map((line) => `# ${line}`.trimEnd()),
    '',
    // Plain sh knows no arrays, and bash as sh no such names of functions.
    'case $BASH_VERSION:$SHELLOPTS in :* | *posix*) exec env -u SHELLOPTS -u POSIXLY_CORRECT bash "$0" "$@";; esac',
    title('kit.head.settings'),
    settings(kit, carried),
    runWords(say, known),
    title('kit.head.actions'),
    kit.steps.map((step, i) => stepText(kit, step, i + 1, instances, say)).join('\n'),
    title('kit.head.functions'),
    scriptText(lines(hostFunctions, actionFunctions, takeHost)),
    title('kit.head.driver'),
    scriptText(stepRules),
    ...health.map(([instance, command]) => `health_${instance}() {\n${scriptText(command)}\n}`),
    `gather() {\n${scriptText(gatherScript(questionsFor(kit.topology, kit.release, kit.host)))}\n}`,
    scriptText(driver),
    'main "$@"',
  ].join('\n')}\n`
}

/** What one step does on the host: for an artifact also how it comes there, which a run does by sending it. */
export function stepScript(node: PlanNode, owner: ReceiptOwner): Command {
  const { action } = node
  const script = nodeScript(node, owner)
  if (action.kind !== 'place-artifact') return script
  return lines(sh`place_artifact ${artifactPath(action)} ${action.path} ${action.sha256}`, script)
}

/** What is known when the kit is made, for the sentences of the script. */
export function knownWords({ topology, host, target, made, steps }: Kit): Readonly<Record<string, string>> {
  return {
    organisation: topology.organisation,
    host: host.name,
    address: host.address,
    system: target.system,
    cpu: cpuOf(target),
    made,
    count: String(steps.length),
  }
}

function head(kit: Kit, say: Say, known: Readonly<Record<string, string>>): string[] {
  const elsewhere = neededElsewhere(kit)
  return [
    say('kit.head.what', known),
    ...kit.topology.instances.filter(({ host }) => host === kit.host.name).map(({ name }) => `    ${name}`),
    '',
    say('kit.head.same'),
    say('kit.head.made', { ...known, installer: kit.installer }),
    ...(elsewhere.length === 0 ? [] : [say('kit.head.before', { instances: elsewhere.join(', ') })]),
    '',
    ...say('kit.run.usage').split('\n'),
    '',
    say('kit.head.steps'),
    ...kit.steps.map(({ title }, i) => `  ${String(i + 1).padStart(3)}  ${oneLine(title)}`),
  ]
}

function settings(kit: Kit, carried: readonly { readonly path: string; readonly sha256: string }[]): string {
  const { topology, host, target } = kit
  const values = {
    organisation: topology.organisation,
    organisation_id: kit.organisationId,
    host: host.name,
    address: host.address,
    machine_id: target.machineId ?? '',
    system: target.system,
    cpu: cpuOf(target),
    kit: kit.id,
    made: kit.made,
    receipts: receiptsDirectory(topology),
    log: '/var/log/metis-kit.log',
    count: String(kit.steps.length),
  }
  return [
    `here=$(CDPATH='' cd -- "$(dirname -- "$BASH_SOURCE")" && pwd -P) || exit`,
    ...Object.entries(values).map(([name, value]) => `${name}=${shellQuote(value)}`),
    'carried=(',
    ...carried.map(({ path, sha256 }) => `  ${shellQuote(`${sha256}  ${path}`)}`),
    ')',
    `begun=(${firstResources(topology.installDirectory).map(shellQuote).join(' ')})`,
    'declare -A secret=()',
    'hidden=()',
    "title=() because=() follows=() forced=() did=() carried_out=0 code=0 job='' stopping='' current='' mark=''",
    'umask 022',
    'cd /',
    'unset HISTFILE BASH_ENV',
    'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C',
    // As the root shell of a connection does: names of files are UTF-8 where the system knows that.
    '[ -n "$({ LC_ALL=C.UTF-8; } 2>&1)" ] || LC_ALL=C.UTF-8',
  ].join('\n')
}

function stepText(kit: Kit, step: KitStep, number: number, instances: ReadonlySet<string>, say: Say): string {
  const { node } = step
  const { topology } = kit
  const owner = { organisation: topology.organisation, receipts: receiptsDirectory(topology) }
  const [title, because] = [oneLine(step.title), say('kit.head.why', { because: oneLine(step.because) })]
  const follows = (node.byHand?.follows ?? []).flatMap((id) => {
    const at = kit.steps.findIndex((one) => one.node.id === id)
    return at < 0 ? [] : [String(at + 1)]
  })
  return `# ${number}. ${title}
#    ${because}
title[${number}]=${shellQuote(title)}
because[${number}]=${shellQuote(because)}
${follows.length === 0 ? '' : `follows[${number}]=${shellQuote(follows.join(' '))}\n`}${node.byHand?.forced === true ? `forced[${number}]=yes\n` : ''}done_${number}() {
${scriptText(isDoneScript(node, owner, instances))}
}
action_${number}() {
${scriptText(stepScript(node, owner))}
}
`
}

function cpuOf({ avx2 }: Kit['target']): string {
  return avx2 ? 'avx2' : 'no-avx2'
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

/** Instances on other hosts that have to be ready before those of this host start: `consul@h1`. */
function neededElsewhere({ topology, host }: Pick<Kit, 'topology' | 'host'>): readonly string[] {
  const here = topology.instances.filter((instance) => instance.host === host.name)
  const roles = new Set(here.flatMap((instance) => serviceOf(instance).needs.map(({ role }) => role)))
  return topology.instances
    .filter((instance) => instance.host !== host.name && roles.has(instance.role))
    .map((instance) => instanceId(instance))
}

type RunWord = keyof typeof texts & `kit.run.${string}`

/** What a kit's script may say on the host, in the language that it was made in. */
const RUN_WORDS = Object.keys(texts).filter((word): word is RunWord => word.startsWith('kit.run.'))

/** The bash array `word`. What is known when the kit is made is filled in; the rest the script fills in itself. */
function runWords(say: Say, known: Readonly<Record<string, string>>): string {
  const name = (word: RunWord) => word.slice('kit.run.'.length)
  const entries = RUN_WORDS.map((word) => `  [${name(word)}]=${shellQuote(say(word, known))}`)
  return ['declare -A word=(', ...entries, ')'].join('\n')
}
