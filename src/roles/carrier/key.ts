import { sh } from '../../lib/command.js'
import { secret, text } from '../../lib/text.js'
import { ownerOf } from '../../topology/accounts.js'
import { instancePaths } from '../../topology/host-paths.js'
import { CARRIER_KEY } from '../secret-names.js'
import { ownDirectory, type ServiceInput, type ServiceStep, step } from '../service.js'
import type { CarrierInstance } from './settings.js'
import { why } from './words.js'

/** Path of the organisation's p2p identity, below the carrier's data directory. */
export function p2pKey(data: string): string {
  return `${data}/p2p/p2p_priv_key`
}

/** The key is made once and kept: another one would be a node that the network does not know. */
export function prepareP2pKey(input: ServiceInput<CarrierInstance>): ServiceStep[] {
  const { data } = instancePaths(input)
  const path = p2pKey(data)
  const because = why('step.key')
  return [
    ownDirectory(because, input, `${data}/datadir`),
    ownDirectory(because, input, `${data}/p2p`),
    step(because, {
      kind: 'write-file',
      path,
      mode: '0600',
      owner: ownerOf(input.topology, input.instance),
      // The carrier hex-decodes the file as it is: no newline.
      content: text`${secret(CARRIER_KEY)}`,
      keep: true,
    }),
    step(why('step.key-form'), { kind: 'run', name: 'p2p-key', command: checkKey(path), inputs: path }),
  ]
}

function checkKey(path: string) {
  return sh`key=${path}
if [ "$(stat -c %s -- "$key")" != 64 ] || ! LC_ALL=C grep -qxE '[0-9a-fA-F]{64}' -- "$key"; then
  echo "$key is not a p2p key: exactly 64 hex characters and nothing else."
  echo "It is never overwritten. Put the organisation's key back, or move the file away to have a new one made."
  exit 1
fi`
}
