import { expect, test } from 'vitest'
import type { AccountFacts } from '../../../src/facts/accounts.js'
import { accounts } from '../../../src/preflight/checks/accounts.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const found = (h3: Partial<AccountFacts>) =>
  told(
    accounts({
      ...input,
      facts: { h3: { ...facts.h3, accounts: { known: [], owners: [], links: {}, ...h3 } } },
    }),
  )
const account = (comment: string) => ({ name: 'metis-data-8700', uid: 998, home: '/nonexistent', comment })

test('an account of a name that a service needs, made by somebody else', () => {
  expect(found({ known: [account('Data of the Metis project')] })).toEqual([
    {
      code: 'preflight.account-foreign',
      severity: 'error',
      where: { host: 'h3', instance: 'data-8700' },
      details: { host: 'h3', account: 'metis-data-8700' },
    },
  ])
  expect(found({ known: [account('Metis data-8700 of acme')] })).toEqual([])
  // One of an organisation that is not there any more becomes ours.
  expect(found({ known: [account('Metis data-8700 of globex')] })).toEqual([])
})

test('data of a service that was removed, whose number somebody else has now', () => {
  const path = '.removed/via-20261130T123000Z/data'
  expect(found({ owners: [{ path, uid: 998, user: 'vera' }] })).toEqual([
    {
      code: 'preflight.account-reused',
      severity: 'warning',
      where: { host: 'h3' },
      details: { host: 'h3', account: 'vera', path: `/opt/metis/${path}` },
    },
  ])
  const harmless = [
    { path, uid: 0, user: 'root' },
    { path, uid: 998, user: 'UNKNOWN' },
    { path, uid: 998, user: 'metis-via' },
    // Apply gives it to its own account.
    { path: 'data-8700/data', uid: 998, user: 'vera' },
  ]
  expect(found({ owners: harmless })).toEqual([])
})
