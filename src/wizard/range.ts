/** A number that is not known exactly: at best, at worst. */
export interface Range {
  readonly low: number
  readonly high: number
}
