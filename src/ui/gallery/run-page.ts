import { failuresOf } from '../../wizard/run-failures.js'
import { hostStrips, phaseStrips } from '../../wizard/run-strips.js'
import { waitingFor } from '../../wizard/run-waiting.js'
import { paintLine } from '../picture/picture.js'
import type { PictureLine } from '../picture/span.js'
import { logRows } from '../run/log-rows.js'
import { runHead } from '../run/run-head.js'
import { hostRows, phaseRows } from '../run/strip-rows.js'
import { type GalleryInput, type GalleryLook, titleLines } from './gallery-look.js'
import { SAMPLE_NOW_MS, sampleRun } from './sample-run.js'

const STATES = ['starting', 'running', 'stopping', 'done', 'failed', 'cancelled', 'lost'] as const
const MOST_HOSTS = 12

/** The parts of the screen of a run: its head in every state, phases, hosts, log. */
export function runLines({ topologies }: GalleryInput, look: GalleryLook): string[] {
  const topology = topologies.at(-1)?.topology
  if (topology === undefined) return []
  const running = sampleRun(topology)
  const { progress, log } = running
  const part = (title: string, lines: readonly PictureLine[]) => [
    ...titleLines(title, look),
    ...lines.map((line) => paintLine(line, look.paint)),
  ]
  const heads = STATES.flatMap((state, i) => {
    const view = { ...running, state }
    const head = runHead(
      {
        view,
        waiting: waitingFor(view),
        transfer: { ...progress.total, bytesPerSecond: 12_400_000, secondsLeft: 80 },
        quietSeconds: i * 6,
        elapsedSeconds: 95,
        failures: state === 'failed' ? failuresOf(running).length : 0,
      },
      look,
    )
    return part(look.say(`install.state.${state}`), head)
  })
  const lines = {
    lines: log.lines,
    focus: { kind: 'all' },
    top: 0,
    rows: 10,
    shift: 0,
    query: 'package',
  } as const
  return [
    ...heads,
    ...part(look.say('install.pane.phases'), phaseRows(phaseStrips(progress, SAMPLE_NOW_MS), look)),
    ...part(
      look.say('install.pane.hosts'),
      hostRows(
        { strips: hostStrips(progress), progress, rows: MOST_HOSTS, focus: topology.hosts[0]?.name ?? '' },
        look,
      ),
    ),
    ...part(look.say('install.pane.log'), logRows({ ...lines, found: 0 }, look)),
  ]
}
