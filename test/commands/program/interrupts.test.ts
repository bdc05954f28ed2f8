import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { listenForInterrupts } from '../../../src/commands/program/interrupts.js'

it('asks to stop at the first signal, to stop at once at the second, and gives the third back to the system', () => {
  const process = new EventEmitter()
  const { signals } = listenForInterrupts(process)

  process.emit('SIGINT')
  expect([signals.stop.aborted, signals.abort.aborted]).toEqual([true, false])
  process.emit('SIGTERM')
  expect([signals.stop.aborted, signals.abort.aborted]).toEqual([true, true])
  expect(process.listenerCount('SIGINT')).toBe(0)
})

it('leaves Ctrl-C, and nothing else, to a program that has the terminal meanwhile', async () => {
  const process = new EventEmitter()
  const { signals, leaveCtrlC } = listenForInterrupts(process)
  await leaveCtrlC(async () => process.emit('SIGINT', 'SIGINT'))
  expect(signals.stop.aborted).toBe(false)
  await leaveCtrlC(async () => process.emit('SIGTERM', 'SIGTERM'))
  expect(signals.stop.aborted).toBe(true)
})

it('lets go of the signals at the end', () => {
  const process = new EventEmitter()
  const { dispose } = listenForInterrupts(process)
  dispose()

  expect(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal))).toEqual([0, 0, 0])
})

it('rests and goes on by signals, each as often as it comes; on Windows there are none', () => {
  const process = new EventEmitter()
  const { signals } = listenForInterrupts(process, 'linux')
  const heard = (['SIGUSR2', 'SIGUSR2', 'SIGUSR1'] as const).map((signal) => {
    process.emit(signal)
    return signals.pause?.get()
  })

  expect(heard).toEqual([true, true, false])
  expect(listenForInterrupts(new EventEmitter(), 'win32').signals.pause).toBeUndefined()
})
