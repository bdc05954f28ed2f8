import type { Artifact, Release } from '../../src/topology/release.js'

const size = { cores: 1, memoryGib: 1, diskGib: 1 }

/** A release of these artifacts, published at an address where nobody answers. */
export function releaseOf(artifacts: readonly Artifact[], address = 'http://127.0.0.1:2/metis/'): Release {
  return {
    id: 'metis-0.3.0',
    version: '0.3.0',
    keyPrefix: 'metis',
    address,
    artifacts,
    network: { dataCenter: { address: '192.0.2.1', port: 9090 }, bootstrapNodes: [] },
    sizes: { consul: size, carrier: size, admin: size, via: size, data: size, compute: size },
    defects: [],
  }
}

export const CARRIER: Artifact = { id: 'carrier', file: 'carrier', roles: ['carrier'] }
export const VIA: Artifact = { id: 'via', file: 'via', roles: ['via'] }
export const CONSUL: Artifact = {
  id: 'consul',
  file: 'consul_1.10.4.zip',
  roles: ['consul'],
  member: 'consul',
  sums: 'SHA256SUMS',
}
export const ROSETTA: readonly Artifact[] = [
  { id: 'rosetta', file: 'avx2/rosetta-1.0.0-py3-none-any.whl', roles: ['data'], cpu: 'avx2' },
  { id: 'rosetta', file: 'no_avx2/rosetta-1.0.0-py3-none-any.whl', roles: ['data'], cpu: 'no-avx2' },
]
