import type { ReactElement } from 'react'
import { openScreen } from '../src/ui/screen/open-screen.js'
import type { ScreenInput, Screens } from '../src/ui/screen/screens.js'
import type { Leave } from '../src/ui/screen/step.js'
import { App } from './app.js'
import { Gallery } from './gallery.js'
import { steps } from './index.js'
import { Status } from './status.js'
import { Watch } from './watch.js'

/** Every full-screen program there is. */
export const screens: Screens = {
  wizard: (input) =>
    shown(input, (onLeave) => <App {...input} steps={steps} onLeave={onLeave} entersFirst />),
  watch: (input) => shown(input, (onLeave) => <Watch {...input} onLeave={onLeave} />),
  gallery: (input) => shown(input, (onLeave) => <Gallery {...input} onLeave={onLeave} />),
  status: (input) => shown(input, (onLeave) => <Status {...input} onLeave={onLeave} />),
}

/** Shows a tree until it leaves, or until the process is told to end. */
function shown(
  { terminal, signal }: ScreenInput,
  tree: (onLeave: (how: Leave) => void) => ReactElement,
): Promise<Leave> {
  return new Promise((resolve) => {
    const onAbort = () => leave({ kind: 'quit' })
    const leave = (how: Leave) => {
      signal.removeEventListener('abort', onAbort)
      close()
      resolve(how)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    const close = openScreen(tree(leave), terminal)
  })
}
