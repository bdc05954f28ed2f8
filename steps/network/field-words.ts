import type { Say } from '../../src/i18n/say.js'
import { purposeText } from '../../src/ui/picture/port-text.js'
import { type Draft, entriesOf } from '../../src/wizard/draft.js'
import { type Known, releaseOf } from '../../src/wizard/known.js'
import type { NetworkField } from '../../src/wizard/network-form/fields.js'

/** What a field is called: one short line. */
export function fieldName({ about, port, role = '' }: NetworkField, say: Say): string {
  if (port === undefined) return say(`network.field.${about}`, { role })
  const where = port.host === undefined ? '' : ` ${port.host}`
  return say('network.field.of-port', {
    role: `${port.role}${where}`,
    purpose: purposeText(port.purpose, say),
  })
}

/** Behind the field: what its default is, once it is not that. */
export function fieldRemark(
  { about, value, usual, key, role = '' }: NetworkField,
  known: Known,
  draft: Draft,
  say: Say,
): string {
  switch (about) {
    case 'external-address':
      return say('network.on-host', { host: entriesOf(draft.file, role)[0]?.host ?? '' })
    case 'data-center':
      return value === ''
        ? say('network.of-release', { release: draft.file.release })
        : say('network.usual', { usual: usual ?? '' })
    case 'bootstrap-nodes': {
      const count = releaseOf(draft.file, known)?.network.bootstrapNodes.length ?? 0
      return value === ''
        ? say('network.nodes-of-release', { count, release: draft.file.release })
        : say('network.nodes', { count: value.split(' ').length })
    }
    case 'first-carrier':
      return ''
    case 'operators':
    case 'moirea':
      return value === '' ? say('network.only-rules') : ''
    case 'port':
      return value === usual ? key : say('network.usual', { usual: usual ?? '' })
  }
}
