import type { Step } from '../src/ui/screen/step.js'
import { WelcomeView } from './welcome/welcome-view.js'

/** What is to be done, and where; what was begun before comes first. */
export const welcome: Step = {
  id: 'welcome',
  isNeeded: () => true,
  enter: ({ bench, session }) => void bench.unfinished().then(session.unfinished.set),
  View: WelcomeView,
}
