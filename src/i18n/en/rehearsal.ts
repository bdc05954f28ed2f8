import type { REHEARSAL_CODES } from '../../errors/codes/rehearsal.js'
import type { Messages } from '../say.js'

export const rehearsalMessages: Messages<(typeof REHEARSAL_CODES)[number]> = {
  'rehearsal.unknown-fault': {
    what: 'There is no fault {given}.',
    why: 'Faults that can be rehearsed: {known}.',
    fix: 'For example: {nearest}',
  },
  'rehearsal.unknown-phase': {
    what: 'There is no phase {given} in which a fault could happen.',
    why: 'An installation has these phases: {known}.',
    fix: 'For example: {nearest}',
  },
  'rehearsal.malformed-fault': {
    what: 'The fault {given} is not written as {name} has to be.',
    why: 'A fault is written NAME@PHASE:HOST:PORT. Only host-lost, disk-full and port-busy take a phase, and only port-busy has a port, which it needs.',
    fix: 'For example: `create-metis-node rehearse --fault {example}`',
  },
  'rehearsal.unknown-host': {
    what: 'The fault {given} names the host {host}, which is not in the organisation.',
    why: 'The rehearsed organisation has these hosts: {known}.',
    fix: 'For example: {nearest}',
  },
}
