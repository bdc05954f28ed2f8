import { tearDown } from './teardown.js'

const running = new Set<string>()
let isListening = false

/** A test run that dies takes its labs along, as far as it still can. */
export function tearDownOnExit(lab: string): void {
  running.add(lab)
  if (isListening) return
  isListening = true
  process.on('exit', () => running.forEach(tearDown))
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
}

export function forgetLab(lab: string): void {
  running.delete(lab)
}
