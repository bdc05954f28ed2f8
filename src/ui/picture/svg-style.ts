import type { Meaning } from '../colour.js'

/** On light and on dark paper, where each is readable at 4.5 to 1 and better. */
const COLOURS: Readonly<Record<Meaning | 'paper' | 'ink', readonly [light: string, dark: string]>> = {
  paper: ['#ffffff', '#0d1117'],
  ink: ['#1f2328', '#e6edf3'],
  muted: ['#6e7781', '#8b949e'],
  strong: ['#1f2328', '#e6edf3'],
  done: ['#1a7f37', '#3fb950'],
  running: ['#0969da', '#58a6ff'],
  warning: ['#9a6700', '#d29922'],
  failed: ['#cf222e', '#ff7b72'],
  advice: ['#0969da', '#58a6ff'],
  added: ['#1a7f37', '#3fb950'],
  removed: ['#cf222e', '#ff7b72'],
}

/** Colours by meaning; without a choice both themes, and the reader's screen decides. */
export function svgStyle(dark: boolean | undefined, fontSize: number): string {
  const base = `text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;white-space:pre}.strong{font-weight:700}`
  if (dark !== undefined) return base + themed(dark ? 1 : 0)
  return `${base}${themed(0)}@media(prefers-color-scheme:dark){${themed(1)}}`
}

function themed(at: 0 | 1): string {
  const { paper, ink, ...meanings } = COLOURS
  const classes = Object.entries(meanings).map(
    ([name, { [at]: colour }]) =>
      `text.${name},.sign.${name}{fill:${colour}}path.${name},.sign.${name}{stroke:${colour}}`,
  )
  return [
    `.paper{fill:${paper[at]}}text,.sign{fill:${ink[at]}}path,.sign{stroke:${ink[at]}}`,
    ...classes,
    `path{fill:none}path.gap{stroke:${paper[at]}}.hollow{fill:${paper[at]}}`,
  ].join('')
}
