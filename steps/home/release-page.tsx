import { Box } from 'ink'
import { directionOf, rolesOneWay, wayProblem } from '../../src/planner/one-way.js'
import type { Release } from '../../src/topology/release.js'
import { problemTitle } from '../../src/ui/problem-card.js'
import { aligned, Choice } from '../../src/ui/screen/choice.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { printable, wrap } from '../../src/ui/text.js'
import type { Deed } from '../../src/wizard/home/at-home.js'

type ReleasePageProps = Pick<StepProps, 'bench' | 'size'> & {
  /** The one that runs. */
  readonly release: Release
  /** What is rehearsed, where nothing is real: as org.yaml names it. */
  readonly meant: string | undefined
  readonly onBack: () => void
  /** Called with the release as org.yaml names it; a higher one is taken after a backup. */
  readonly onTake: (name: string, first: Pick<Deed, 'operated'>) => void
}

/** Of releases that can't be taken; Review would refuse each. */
const MOST_TOLD = 3

/** Which release is put in the place of the one that runs, or that one with its files from elsewhere. */
export function ReleasePage({ bench, size, release: from, meant, onBack, onTake }: ReleasePageProps) {
  const { say, paint, language, columns } = useLook()
  const own = nameOf(from)
  const others = bench.releases.filter((one) => nameOf(one) !== own)
  const noWay = others.flatMap((to) => wayProblem(directionOf(from, to), from, to) ?? [])
  const possible = others.filter((to) => wayProblem(directionOf(from, to), from, to) === undefined)
  useKeys(({ name }) => {
    if (name !== 'escape') return false
    onBack()
    return true
  })
  const remarkOf = (to: Release) => {
    const { version } = to
    const command = directionOf(from, to)
    const isOneWay = command === 'upgrade' && rolesOneWay(to, from.version).length > 0
    return say(`home.release.${isOneWay ? 'one-way' : command}`, { version })
  }
  const firstOf = (name: string) => {
    const to = possible.find((one) => nameOf(one) === name)
    const isUp = to !== undefined && directionOf(from, to) === 'upgrade'
    return isUp ? { operated: { operation: 'upgrade' } as const } : {}
  }
  const width = columns - 4
  const head = [
    ` ${paint('strong', say('home.release.title', { version: from.version }))}`,
    '',
    ...wrap(say('home.release.what'), width).map((line) => `  ${line}`),
    ...noWay
      .slice(0, MOST_TOLD)
      .flatMap((one) => problemTitle(one, { language, paint, width }))
      .map((line) => `  ${line}`),
    '',
  ]
  const items = [
    { value: '', label: say('home.remove.stay') },
    ...possible.map((one) => ({ value: nameOf(one), label: printable(nameOf(one)), remark: remarkOf(one) })),
    { value: own, label: printable(own), remark: say('home.release.same') },
  ]
  return (
    <Screen question="home" hints={hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.back' }, say)}>
      <Rows lines={head} />
      <Box paddingLeft={2}>
        <Choice
          items={aligned(items)}
          initial={meant ?? ''}
          limit={Math.max(1, size.rows - head.length - 1)}
          onSelect={(choice) => (choice === '' ? onBack() : onTake(choice, firstOf(choice)))}
        />
      </Box>
    </Screen>
  )
}

function nameOf({ id, path }: Release): string {
  return path ?? id
}
