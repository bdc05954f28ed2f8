import { texts } from './index.js'
import { problems } from './problems.js'
import { questions } from './questions.js'

export const sentences = { said: { ...texts, ...problems }, questions }
