import { join } from 'node:path'
import type { Problem } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import type { Leave } from '../ui/screen/step.js'
import type { Draft } from '../wizard/draft.js'
import type { RunHandle } from '../wizard/run-handle.js'
import { programName } from './program-name.js'
import type { Session } from './session.js'
import { shortPath } from './short-path.js'
import { showProblems } from './show-problems.js'

export interface Parting {
  readonly how: Leave
  readonly draft: Draft
  readonly run: RunHandle | undefined
  /** What kept the answers from being written. */
  readonly unsaved?: Problem
}

/** What goes on without the screens, and how to come back, on the terminal as it was before. */
export async function tellParting(session: Session, { how, draft, run, unsaved }: Parting): Promise<void> {
  const { say, print, world } = session
  const program = programName(world.env)
  if (draft.place === 'rehearsal') {
    if (draft.at !== 'welcome') print(say('wizard.left.rehearsal'))
    return
  }
  const folder = how.kind === 'detach' ? how.folder : draft.folder
  const file = shellQuote(shortPath(join(folder, 'org.yaml'), world.workingDirectory))
  const state = run?.snapshot().state
  if (state === 'starting' || state === 'running' || state === 'stopping') {
    print(say('wizard.left.running', { command: `${program} watch -f ${file}` }))
  } else if (state === 'done' || (state === undefined && draft.at === 'done'))
    print(say('wizard.left.done', { command: `${program} status -f ${file}` }))
  else if (unsaved !== undefined) await showProblems(session, [unsaved])
  else if (draft.at !== 'welcome') print(say('wizard.left.saved', { command: program.replace(/ --$/, '') }))
}
