import { expect, test } from 'vitest'
import { hardwareFact } from '../../src/facts/hardware.js'

const { parse } = hardwareFact('/opt/metis')

test('cores, memory, disk and CPU features', () => {
  expect(
    parse(`cores 8
memory 16384000
disk  84500463616 270553174016
cpu flags\t\t: fpu vme sse4_2 avx f16c avx2 bmi2
`),
  ).toEqual({
    cores: 8,
    memoryMib: 16000,
    diskFreeMib: 80585,
    diskTotalMib: 258019,
    avx: true,
    avx2: true,
  })
})

test('a feature whose name begins like another is not that one', () => {
  const { avx, avx2 } = parse('cpu flags : fpu avx512f avx_vnni\n')
  expect({ avx, avx2 }).toEqual({ avx: false, avx2: false })
})

test('junk counts as nothing', () => {
  expect(parse('cores many\nmemory\ndisk - -\ncpu \n')).toEqual({
    cores: 0,
    memoryMib: 0,
    diskFreeMib: 0,
    diskTotalMib: 0,
    avx: false,
    avx2: false,
  })
})
