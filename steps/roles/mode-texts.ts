import stringWidth from 'string-width'
import { explain } from '../../src/i18n/explain.js'
import type { Say, Word } from '../../src/i18n/say.js'
import { ROOMS } from '../../src/roles/index.js'
import type { Topology } from '../../src/topology/topology.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import { cut, pad, printable, wrap } from '../../src/ui/text.js'
import type { Advice } from '../../src/wizard/advice.js'
import { type DraftFile, hardwareOf, type Known } from '../../src/wizard/draft.js'
import type { Fix } from '../../src/wizard/fix-advice.js'
import type { Because } from '../../src/wizard/placement-reasons.js'
import { placementsOn } from '../../src/wizard/placements.js'
import type { Editor } from '../../src/wizard/roles-editor/editor-state.js'
import { hostOfFocus } from '../../src/wizard/roles-editor/focus.js'

interface Pointed {
  readonly focus: string
  readonly topology: Topology
  readonly file: DraftFile
  readonly known: Known
}

/** The row below the picture: what was just done, what is held, or what is pointed at. */
export function modeLine(
  { mode, said }: Pick<Editor, 'mode' | 'said'>,
  pointed: Pointed,
  { say, paint, columns }: Look,
): string {
  const bold = (text: string) => ` ${paint('strong', cut(printable(text), columns - 2))}`
  if (said !== undefined) {
    const what = say(said.word, said.values)
    // A fix is called by what it does, before and after.
    return bold(said.word.startsWith('roles.fix.') ? say('roles.fixed', { what }) : what)
  }
  switch (mode.kind) {
    case 'move': {
      const { what, from: host, to } = mode
      const held = to === host ? 'held' : 'holding'
      const word = what === undefined ? (`roles.${held}-host` as const) : (`roles.${held}` as const)
      return bold(say(word, { role: what?.role ?? '', host, to }))
    }
    case 'add':
      return ` ${paint('strong', printable(say('roles.add-to', { host: mode.host })))} ${mode.roles
        .map((role, i) => (i === mode.at ? paint('strong', `[${role}]`) : ` ${role} `))
        .join('')}`
    case 'leave-out': {
      const { host } = mode
      const roles = placementsOn(pointed.file, host).map(({ role }) => role)
      const word = roles.length === 0 ? 'roles.leave-out-empty' : 'roles.leave-out'
      return bold(say(word, { host, roles: roles.join(', ') }))
    }
    case 'why':
    case 'zoom':
    case 'browse':
      return ` ${paint('muted', cut(printable(describe(pointed, say)), columns - 2))}`
  }
}

function describe({ focus, topology, known }: Pointed, say: Say): string {
  const host = topology.hosts.find(({ name }) => name === hostOfFocus(focus))
  if (host === undefined) return say('roles.no-hosts')
  const { name, address } = host
  const [instance = ''] = focus.split('@')
  const what = focus === name ? name : say('roles.role-on', { instance, host: name })
  return [what, address, hardwareText(hardwareOf(name, known), say)].join('  ')
}

function hardwareText(hardware: ReturnType<typeof hardwareOf>, say: Say): string {
  if (hardware === undefined) return say('roles.not-measured')
  const { cores, memoryMib, diskTotalMib } = hardware
  const memory = Math.round(memoryMib / 1024)
  return say('roles.hardware-long', { cores, memory, disk: Math.round(diskTotalMib / 1024) })
}

const KEYS: Readonly<Record<Editor['mode']['kind'], Readonly<Record<string, Word>>>> = {
  browse: {
    Enter: 'key.next',
    m: 'key.move',
    a: 'key.add',
    d: 'key.remove',
    s: 'roles.key.suggest',
    Esc: 'key.back',
  },
  move: { '↑↓': 'roles.key.other-host', Enter: 'roles.key.put-down', Esc: 'key.back' },
  add: { '←→': 'key.choose', Enter: 'key.add', Esc: 'key.back' },
  'leave-out': { Enter: 'roles.key.leave-out', Esc: 'key.back' },
  zoom: { '↑↓': 'key.scroll', '←→': 'roles.key.other-host', z: 'key.back' },
  why: { Esc: 'key.back' },
}

/** The keys of the screen, the most needed first: a narrow one shows only those. */
export function roleHints({ mode }: Pick<Editor, 'mode'>, say: Say): Hint[] {
  return hintsOf(KEYS[mode.kind], say)
}

const SERVERS = ROOMS.find(({ settings }) => settings.count === 'odd')?.id ?? ''

/** Keys that are needed less: they stand beside the advice, so that what the hint line is for keeps its room. */
function secondKeys({ mode, past }: Pick<Editor, 'mode' | 'past'>, say: Say): Hint[] {
  if (mode.kind !== 'browse') return []
  const u = past.length > 0 && 'roles.key.undo'
  return [...hintsOf({ u, z: 'key.zoom', w: 'roles.key.why' }, say), ['1/3/5', SERVERS]]
}

/**
 * One advice in the rows there are: what, where there is room why, and in the last row the keys that answer it while
 * nothing is held; at its right end further keys.
 */
export function adviceLines(
  advice: Advice | undefined,
  all: readonly Advice[],
  fix: Fix | undefined,
  editor: Editor,
  look: Look,
): string[] {
  const { say, paint, columns, rows } = look
  const canAnswer = editor.mode.kind === 'browse'
  const said = advice === undefined ? [paint('done', say('roles.no-advice'))] : sentences(advice, fix, look)
  const place = { number: advice === undefined ? 1 : all.indexOf(advice) + 1, count: all.length }
  const answers: Hint[] = [
    ...(fix === undefined ? [] : [['f', say(fix.word, fix.values)] as const]),
    ...(canAnswer && all.length > 1 ? [['Tab', say('roles.next-advice', place)] as const] : []),
  ]
  // No key of its own: Enter goes there anyway.
  const later = fix === undefined && canAnswer && advice?.step === 'network' ? say('roles.answered-next') : ''
  const left = [
    ...(later === '' ? [] : [paint('muted', later)]),
    ...answers.map(([key, does]) => `${paint('strong', key)} ${does}`),
  ].join('   ')
  const taken = stringWidth(left)
  const right = fitting(secondKeys(editor, say), columns - 2 - (taken === 0 ? 0 : taken + 3))
  const gap = columns - 2 - taken - stringWidth(right)
  const last = `${left}${' '.repeat(Math.max(0, gap))}${paint('muted', right)}`
  const room = rows - 1
  const shown = said.length > room ? [...said.slice(0, room - 1), `${said[room - 1] ?? ''} ...`] : said
  const blank = Array.from({ length: Math.max(0, room - shown.length) }, () => '')
  return [...shown, ...blank, last].map((line) => ` ${line}`)
}

/** As many keys as there is room for, the first of them. */
function fitting(keys: readonly Hint[], room: number): string {
  const texts = keys.map(([key, does]) => `${key} ${does}`)
  const counts = [...texts.keys()].map((i) => texts.length - i)
  const count = counts.find((some) => stringWidth(texts.slice(0, some).join('  ')) <= room) ?? 0
  return texts.slice(0, count).join('  ')
}

function sentences({ problem }: Advice, fix: Fix | undefined, look: Look): string[] {
  const width = look.columns - 2
  const { why, fix: byHand } = explain(problem, look.language)
  const more = [why, ...(fix === undefined ? [byHand.split('\n')[0] ?? ''] : [])]
  return [
    ...problemTitle(problem, { ...look, width }),
    ...more.flatMap((text) => wrap(printable(text), width - ' ...'.length)),
  ]
}

const WIDEST_HOSTS = 24

/** Role, where it is, and why, one below the other. */
export function reasonLines(reasons: readonly Because[], { say, paint, columns }: Look): string[] {
  const roleWidth = Math.max(...reasons.map(({ role }) => role.length), 0)
  const hosts = reasons.map((because) => cut(printable(because.hosts.join(', ')), WIDEST_HOSTS))
  const hostWidth = Math.max(...hosts.map((text) => stringWidth(text)), 0)
  const room = Math.max(20, columns - roleWidth - hostWidth - 6)
  return [
    ` ${paint('strong', say('roles.why-title'))}`,
    '',
    ...reasons.flatMap(({ role, word, values }, i) =>
      wrap(printable(say(word, values)), room).map((clause, row) =>
        row === 0
          ? ` ${paint('strong', pad(role, roleWidth))}  ${pad(hosts[i] ?? '', hostWidth)}  ${clause}`
          : `${' '.repeat(roleWidth + hostWidth + 5)}${clause}`,
      ),
    ),
  ]
}
