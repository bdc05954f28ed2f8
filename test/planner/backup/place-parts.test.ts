import { expect, test } from 'vitest'
import type { KeptPart } from '../../../src/planner/backup/kept-part.js'
import { placeParts } from '../../../src/planner/backup/place-parts.js'
import { topology } from '../../roles/organisation.js'

const carrierOf = (host: string): KeptPart => ({
  ...{ host, instance: 'carrier', kind: 'paths', what: 'identity' },
  ...{ name: 'carrier-identity.tar.gz', paths: ['data/p2p', 'data/datadir'] },
})
const [own, former, older] = [carrierOf('h1'), carrierOf('h7'), carrierOf('h8')]

test('an instance gets one part of a name: that of its own host, or the first', () => {
  expect(placeParts(topology, [former, own, older])).toEqual({ placed: [own], left: [former, older] })
  expect(placeParts(topology, [former, older])).toEqual({
    placed: [{ ...former, host: 'h1' }],
    left: [older],
  })
})
