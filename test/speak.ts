import { LANGUAGES } from '../src/i18n/language.js'
import { speak } from '../src/i18n/spoken.js'

/** Tests say things without a command that has begun. */
await Promise.all(LANGUAGES.map(speak))
