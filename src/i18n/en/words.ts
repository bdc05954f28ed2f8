import { words as cli } from './cli.js'
import { words as picture } from './picture.js'
import { words as screens } from './screens.js'

/** Every word there is, from one file per domain. */
export const words = { ...cli, ...picture, ...screens }

export type Word = keyof typeof words
