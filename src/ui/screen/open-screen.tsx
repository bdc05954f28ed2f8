import { render } from 'ink'
import type { ReactElement } from 'react'
import { keyInput } from './key-input.js'

export interface Terminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

/** Gives the terminal back as it was; may be called more than once. */
export type CloseScreen = () => void

const ENTER = '\u001b[?1049h\u001b[?2004h\u001b[H'
const LEAVE = '\u001b[?2004l\u001b[?1049l\u001b[?25h'

/**
 * Takes the whole terminal for a tree until it is closed: a screen of its own, so that what was there before is there
 * again afterwards. Whoever opens it closes it, whatever happens.
 */
export function openScreen(tree: ReactElement, { stdin, stdout }: Terminal): CloseScreen {
  stdout.write(ENTER)
  const ink = render(tree, {
    stdin: keyInput(stdin),
    stdout,
    maxFps: 120,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  })
  let isOpen = true
  return () => {
    if (!isOpen) return
    isOpen = false
    ink.unmount()
    stdout.write(LEAVE)
  }
}
