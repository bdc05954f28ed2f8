import type { Topology } from '../../src/topology/topology.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { cut, printable } from '../../src/ui/text.js'
import { type DraftFile, hardwareOf, type Known } from '../../src/wizard/draft.js'
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
      return bold(
        say(what === undefined ? `roles.${held}-host` : `roles.${held}`, {
          role: what?.role ?? '',
          host,
          to,
        }),
      )
    }
    case 'add':
      return ` ${paint('strong', printable(say('roles.add-to', { host: mode.host })))} ${mode.roles
        .map((role, i) => (i === mode.at ? paint('strong', `[${role}]`) : ` ${role} `))
        .join('')}`
    case 'leave-out': {
      const roles = placementsOn(pointed.file, mode.host).map(({ role }) => role)
      return bold(
        roles.length === 0
          ? say('roles.leave-out-empty', { host: mode.host })
          : say('roles.leave-out', { host: mode.host, roles: roles.join(', ') }),
      )
    }
    case 'why':
    case 'zoom':
    case 'browse':
      return ` ${paint('muted', cut(printable(describe(pointed, say)), columns - 2))}`
  }
}

function describe({ focus, topology, known }: Pointed, say: Look['say']): string {
  const host = topology.hosts.find(({ name }) => name === hostOfFocus(focus))
  if (host === undefined) return say('roles.no-hosts')
  const hardware = hardwareOf(host.name, known)
  return [
    ...(focus === host.name
      ? []
      : [say('roles.role-on', { instance: focus.split('@')[0] ?? '', host: host.name })]),
    ...(focus === host.name ? [host.name] : []),
    host.address,
    hardware === undefined
      ? say('roles.not-measured')
      : say('roles.hardware-long', {
          cores: hardware.cores,
          memory: Math.round(hardware.memoryMib / 1024),
          disk: Math.round(hardware.diskTotalMib / 1024),
        }),
  ].join('  ')
}
