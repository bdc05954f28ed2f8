import { Box } from 'ink'
import { Choice } from '../../src/ui/screen/choice.js'
import { useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { printable, wrap } from '../../src/ui/text.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'

type RestorePageProps = Pick<StepProps, 'size'> & {
  readonly organisation: OpenOrganisation
  /** Nothing is real, and it is what is rehearsed. */
  readonly isMeant: boolean
  readonly onBack: () => void
  /** Called with the path of the one that is brought back. */
  readonly onRestore: (backup: string) => void
}

/** Which backup is brought back; the newest first, after staying as it is. */
export function RestorePage({ size, organisation, isMeant, onBack, onRestore }: RestorePageProps) {
  const { say, paint, columns } = useLook()
  const backups = organisation.backups()
  const [newest] = backups
  useKeys(({ name }) => {
    if (name !== 'escape' && !(name === 'enter' && newest === undefined)) return false
    onBack()
    return true
  })
  const told = (text: string) => wrap(text, columns - 4).map((line) => `  ${line}`)
  const title = [` ${paint('strong', say('home.restore.title'))}`, '']
  const { folder } = organisation.paths
  if (newest === undefined)
    return (
      <Screen question="home" hints={hintsOf({ Enter: 'key.back' }, say)}>
        <Rows lines={[...title, ...told(say('home.restore.none', { folder: printable(folder) }))]} />
      </Screen>
    )
  const head = [...title, ...told(say('home.restore.what')), '']
  const items = backups.map((value) => ({ value, label: printable(value.slice(value.lastIndexOf('/') + 1)) }))
  return (
    <Screen question="home" hints={hintsOf({ '↑↓': 'key.move', Enter: 'key.choose', Esc: 'key.back' }, say)}>
      <Rows lines={head} />
      <Box paddingLeft={2}>
        <Choice
          items={[{ value: '', label: say('home.remove.stay') }, ...items]}
          initial={isMeant ? newest : ''}
          limit={size.rows - head.length - 1}
          onSelect={(choice) => (choice === '' ? onBack() : onRestore(choice))}
        />
      </Box>
    </Screen>
  )
}
