import { useStdout } from 'ink'
import { useEffect, useState } from 'react'
import type { Size } from './step.js'

/** Below this no screen fits. */
export const SMALLEST: Size = { columns: 60, rows: 20 }

/** Follows the terminal as it is resized. */
export function useTerminalSize(): Size {
  const { stdout } = useStdout()
  const [size, setSize] = useState(() => sizeOf(stdout))
  useEffect(() => {
    const onResize = () => setSize(sizeOf(stdout))
    stdout.on('resize', onResize)
    return () => {
      stdout.off('resize', onResize)
    }
  }, [stdout])
  return size
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 }
}
