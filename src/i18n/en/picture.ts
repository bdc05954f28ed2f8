/** What the picture of a topology says. */
export const words = {
  'picture.mark.waiting': 'waiting',
  'picture.mark.running': 'running',
  'picture.mark.done': 'done',
  'picture.mark.failed': 'failed',
  'picture.mark.warning': 'warning',
  'picture.mark.unknown': 'unknown',
  'picture.mark.skipped': 'skipped',
} as const satisfies Readonly<Record<string, string>>

export type PictureWord = keyof typeof words
