import { Box } from 'ink'
import { useState } from 'react'
import stringWidth from 'string-width'
import { printable } from '../../src/ui/printable.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import { pad } from '../../src/ui/wrap.js'
import { setArtifactFile } from '../../src/wizard/edit-artifacts.js'

/** A path for each artifact that comes from a file of its own. Enter goes to the next, and behind the last begins. */
export function FilesForm({
  draft,
  change,
  size,
  keys,
  onDone,
}: StepProps & { keys: readonly string[]; onDone: () => void }) {
  const { say, paint, charset } = useLook()
  const [at, setAt] = useState(0)
  useKeys(
    ({ name }) => {
      if (name === 'up' && at > 0) setAt(at - 1)
      else if (name === 'down' && at < keys.length - 1) setAt(at + 1)
      else return false
      return true
    },
    { layer: 'part' },
  )
  const names = Math.max(0, ...keys.map((key) => stringWidth(printable(key))))
  const room = Math.min(keys.length, size.rows - 2)
  const first = Math.max(0, Math.min(at - Math.floor(room / 2), keys.length - room))
  const sign = charset === 'ascii' ? '>' : '▸'
  return (
    <Box flexDirection="column">
      <Rows lines={[` ${say('release.files')}`, '']} />
      {keys.slice(first, first + room).map((key, i) => {
        const isFocused = first + i === at
        const label = pad(printable(key), names)
        return (
          <Box key={key}>
            <Box flexShrink={0}>
              <Rows lines={[isFocused ? paint('strong', ` ${sign} ${label}  `) : `   ${label}  `]} />
            </Box>
            <TextField
              value={draft.file.artifacts?.files?.[key] ?? ''}
              onChange={(path) => change(setArtifactFile(key, path))}
              onSubmit={() => {
                if (at < keys.length - 1) setAt(at + 1)
                else onDone()
              }}
              isActive={isFocused}
              placeholder={isFocused ? say('release.file.placeholder') : ''}
              columns={size.columns - names - 6}
            />
          </Box>
        )
      })}
    </Box>
  )
}
