import { Box, Text } from 'ink'
import { useMemo, useState } from 'react'
import { GALLERY_PAGES, type GalleryPage, galleryLines } from '../src/ui/gallery/pages.js'
import { paintLine } from '../src/ui/picture/picture.js'
import { paneTabs } from '../src/ui/run/pane-rows.js'
import { Choice } from '../src/ui/screen/choice.js'
import { useFrame } from '../src/ui/screen/frame.js'
import { useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Scroll } from '../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { GalleryScreenInput } from '../src/ui/screen/screens.js'
import type { Leave } from '../src/ui/screen/step.js'
import { TextField } from '../src/ui/screen/text-field.js'
import { beside } from '../src/wizard/run-screen.js'
import { StandAlone } from './stand-alone.js'

type Props = GalleryScreenInput & { readonly onLeave: (how: Leave) => void }

/** Every component and card with made-up contents, for whoever reviews or translates them. */
export function Gallery(props: Props) {
  return (
    <StandAlone {...props} title="gallery.title" organisation="">
      <Pages {...props} />
    </StandAlone>
  )
}

const PAGES = [...GALLERY_PAGES, 'fields'] as const
type Page = GalleryPage | 'fields'

function Pages({ topologies }: Props) {
  const { size } = useFrame()
  const look = useLook()
  const { say, paint } = look
  const [page, setPage] = useState<Page>('pictures')
  const [isTyping, setTyping] = useState(false)
  const lines = useMemo(
    () => (page === 'fields' ? [] : galleryLines(page, { topologies }, look)),
    [page, topologies, look],
  )
  useKeys(({ name }) => {
    if (name === 'escape' && isTyping) setTyping(false)
    else if (name === 'tab' || name === 'backtab') {
      setTyping(false)
      setPage(beside<Page>(PAGES, page, name === 'tab' ? 1 : -1))
    } else return false
    return true
  })
  const tabs = PAGES.map((id) => ({ title: say(`gallery.${id}`), isActive: id === page }))
  return (
    <Screen question="gallery" hints={hintsOf({ Tab: 'key.page', '↑↓': 'key.scroll', q: 'key.quit' }, say)}>
      <Text wrap="truncate">{paintLine(paneTabs(tabs, look), paint)}</Text>
      {page === 'fields' ? (
        <Fields isTyping={isTyping} onType={setTyping} />
      ) : (
        <Scroll key={page} lines={lines} rows={size.rows - 1} />
      )}
    </Screen>
  )
}

/** What is typed in and chosen from, to be tried. */
function Fields({ isTyping, onType }: { isTyping: boolean; onType: (is: boolean) => void }) {
  const { say } = useLook()
  const [text, setText] = useState('acme')
  const [secret, setSecret] = useState('correct horse')
  const [field, setField] = useState<'text' | 'secret'>('text')
  return (
    <Box flexDirection="column" gap={1} paddingTop={1}>
      <Box>
        <Text>{` ${say('gallery.field')}: `}</Text>
        <TextField
          value={text}
          onChange={setText}
          isActive={isTyping && field === 'text'}
          onSubmit={() => setField('secret')}
        />
      </Box>
      <Box>
        <Text>{` ${say('gallery.secret')}: `}</Text>
        <TextField
          value={secret}
          onChange={setSecret}
          isSecret
          isActive={isTyping && field === 'secret'}
          onSubmit={() => onType(false)}
        />
      </Box>
      <Box>
        <Text>{` ${say('gallery.choice')}: `}</Text>
        <Choice
          items={[
            { value: 'text', label: say('gallery.first') },
            { value: 'secret', label: say('gallery.second'), remark: say('gallery.remark') },
          ]}
          isActive={!isTyping}
          onSelect={(value) => {
            setField(value === 'secret' ? 'secret' : 'text')
            onType(true)
          }}
        />
      </Box>
    </Box>
  )
}
