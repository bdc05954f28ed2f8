import { expect, test } from 'vitest'
import { sortedQueue } from '../../src/lib/sorted-queue.js'

test('the smallest comes out first, and of equal ones the one that was put in first', () => {
  const numbers = sortedQueue<readonly [number, string]>(([a], [b]) => a - b)
  for (const one of [
    [5, 'e'],
    [1, 'a'],
    [3, 'c'],
    [1, 'b'],
    [4, 'd'],
    [9, 'f'],
  ] as const)
    numbers.push(one)
  expect([numbers.pop(), numbers.pop()]).toEqual([
    [1, 'a'],
    [1, 'b'],
  ])
  numbers.push([2, 'late'])
  const left = Array.from({ length: 6 }, () => numbers.pop()?.[1])
  expect(left).toEqual(['late', 'c', 'd', 'e', 'f', undefined])
})
