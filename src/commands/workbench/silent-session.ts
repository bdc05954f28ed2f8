import type { Language } from '../../i18n/message.js'
import { type CommandWorld, openSession, type Session } from '../session.js'

/** A session for work behind a screen: what it would say goes nowhere, and it asks nobody. */
export function silentSession({ ask: _, ...world }: CommandWorld, language: Language, file: string): Session {
  const nowhere = { write: () => {}, isTTY: false, columns: 80 }
  return openSession({ ...world, stdout: nowhere, stderr: nowhere }, language, { file })
}
