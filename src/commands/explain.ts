import { closest } from 'fastest-levenshtein'
import { CODES, type Code } from '../errors/codes/index.js'
import { fault } from '../errors/problem.js'
import { explain as sentencesOf } from '../i18n/explain.js'
import { printable, wrap } from '../ui/text.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Call, Session } from './program/session.js'

/** What a code means, without a case at hand: placeholders are shown as `<name>`. */
export async function explain(session: Session, { words }: Call): Promise<ExitCode> {
  const [given] = words
  if (given === undefined) {
    for (const code of CODES) listCode(session, code)
    session.print('', session.say('explain.usage'))
    return EXIT.done
  }
  const code = CODES.find((known) => known === given.trim())
  if (code === undefined) {
    throw fault('command.unknown-code', { given: printable(given), nearest: closest(given, CODES) })
  }
  showCode(session, code)
  return EXIT.done
}

function listCode({ print, emit, language, width, paint }: Session, code: Code): void {
  const { what } = sentencesOf({ code, details: {} }, language)
  emit({ type: 'code', code, what })
  print(paint('strong', code), ...inAngles(what, width))
}

function inAngles(sentences: string, width: number): string[] {
  return sentences
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => wrap(line.replace(/\{(\w+)\}/g, '<$1>'), width - 4).map((row) => `    ${row}`))
}

function showCode({ print, emit, paint, language, width, say }: Session, code: Code): void {
  const { what, why, fix } = sentencesOf({ code, details: {} }, language)
  emit({ type: 'code', code, what, why, fix })
  const text = (sentences: string) => inAngles(sentences, width)
  const section = (label: string, sentences: string) =>
    sentences === '' ? [] : [`  ${paint('muted', label)}`, ...text(sentences)]
  print(
    paint('strong', code),
    ...text(what),
    ...section(say('card.why'), why),
    ...section(say('card.fix'), fix),
    '',
  )
}
