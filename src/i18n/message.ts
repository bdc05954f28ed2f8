/** The sentences of one code. `{name}` is filled from the problem's details. `fix` holds one step per line. */
export interface Message {
  /** What is wrong, one sentence. */
  readonly what: string
  /** The likely cause, or what breaks if it stays so. */
  readonly why: string
  /** What to do: one to three lines, each a step that can be followed as it stands. */
  readonly fix: string
}

export type Messages<C extends string> = Readonly<Record<C, Message>>

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]
