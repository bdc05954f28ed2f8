/** What the commands that make, check and use bundles say. */
export const words = {
  'help.bundle': 'everything a site without a network needs, in one file: make it, check it',
} as const

export type BundlingWord = keyof typeof words
