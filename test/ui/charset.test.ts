import { expect, it } from 'vitest'
import { chooseCharset } from '../../src/ui/charset.js'

it.each([
  [{ LANG: 'en_US.UTF-8', TERM: 'xterm-256color' }, 'box'],
  [{ LANG: 'zh_CN.utf8' }, 'box'],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'ascii'],
  [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, 'box'],
  [{ LANG: 'zh_CN.GB18030' }, 'ascii'],
  [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, 'ascii'],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, 'ascii'],
  [{ TERM: 'xterm' }, 'ascii'],
  [{ WT_SESSION: '1' }, 'box'],
])('%o is drawn with %s', (env, charset) => {
  expect(chooseCharset(env)).toBe(charset)
})
