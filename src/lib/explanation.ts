/** The answer to "what is this?" about one question of a screen. */
export interface Explanation {
  readonly what: string
  /** The default, and where it comes from. */
  readonly usual?: string
  /** Who gets to see the answer. */
  readonly seenBy?: string
  /** What breaks when the answer is wrong. */
  readonly breaks?: string
  /** The flag of the command line that sets the same. */
  readonly flag?: string
  /** The line of org.yaml that says the same. */
  readonly yaml?: string
}
