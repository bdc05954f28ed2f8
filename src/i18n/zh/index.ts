import type { words as en } from '../en/index.js'
import * as artifacts from './artifacts.js'
import * as bundle from './bundle.js'
import * as cli from './cli.js'
import * as commands from './commands.js'
import * as connection from './connection.js'
import * as done from './done.js'
import * as hosts from './hosts.js'
import * as kit from './kit.js'
import * as network from './network.js'
import * as picture from './picture.js'
import * as preflight from './preflight.js'
import * as rehearsal from './rehearsal.js'
import * as review from './review.js'
import * as roles from './roles.js'
import * as run from './run.js'
import * as screens from './screens.js'
import * as state from './state.js'
import * as topology from './topology.js'

export const messages = {
  ...topology.messages,
  ...artifacts.messages,
  ...bundle.messages,
  ...state.messages,
  ...hosts.messages,
  ...connection.messages,
  ...preflight.messages,
  ...roles.messages,
  ...run.messages,
  ...commands.messages,
  ...rehearsal.messages,
  ...kit.messages,
}

export const words: Readonly<Record<keyof typeof en, string>> = {
  ...artifacts.words,
  ...bundle.words,
  ...cli.words,
  ...done.words,
  ...hosts.words,
  ...kit.words,
  ...network.words,
  ...picture.words,
  ...preflight.words,
  ...rehearsal.words,
  ...review.words,
  ...roles.words,
  ...run.words,
  ...screens.words,
}
