import type { Meaning } from '../colour.js'

type Colours = Readonly<Record<Meaning | 'paper' | 'ink', string>>

/** Readable at 4.5 to 1 and better on their paper. */
const LIGHT: Colours = {
  paper: '#ffffff',
  ink: '#1f2328',
  muted: '#6e7781',
  strong: '#1f2328',
  done: '#1a7f37',
  running: '#0969da',
  warning: '#9a6700',
  failed: '#cf222e',
  advice: '#0969da',
  added: '#1a7f37',
  removed: '#cf222e',
}

const DARK: Colours = {
  paper: '#0d1117',
  ink: '#e6edf3',
  muted: '#8b949e',
  strong: '#e6edf3',
  done: '#3fb950',
  running: '#58a6ff',
  warning: '#d29922',
  failed: '#ff7b72',
  advice: '#58a6ff',
  added: '#3fb950',
  removed: '#ff7b72',
}

/** Colours by meaning; without a choice both themes, and the reader's screen decides. */
export function svgStyle(dark: boolean | undefined, fontSize: number): string {
  const base = `text{font:${fontSize}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;white-space:pre}.strong{font-weight:700}`
  if (dark !== undefined) return base + themed(dark ? DARK : LIGHT)
  return `${base}${themed(LIGHT)}@media(prefers-color-scheme:dark){${themed(DARK)}}`
}

function themed(colours: Colours): string {
  const { paper, ink, ...meanings } = colours
  const classes = Object.entries(meanings).map(
    ([name, colour]) =>
      `text.${name},.sign.${name}{fill:${colour}}path.${name},.sign.${name}{stroke:${colour}}`,
  )
  return [
    `.paper{fill:${paper}}text,.sign{fill:${ink}}path,.sign{stroke:${ink}}`,
    ...classes,
    `path{fill:none}path.gap{stroke:${paper}}.hollow{fill:${paper}}`,
  ].join('')
}
