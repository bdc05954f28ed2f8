import { Text } from 'ink'
import { describe, expect, it } from 'vitest'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { emptyDraft } from '../../src/wizard/draft.js'
import { nothingLearned } from '../../src/wizard/learned.js'
import type { RecoverOrder, Workbench } from '../../src/wizard/workbench.js'
import { welcome } from '../../steps/welcome.js'
import { presetBench } from './preset-bench.js'
import { draftAt, expectFrame, showStep } from './show-step.js'

const SIZES = [
  ['en', 60, 20],
  ['zh', 60, 20],
  ['en', 80, 24],
  ['zh', 80, 24],
] satisfies readonly Size[]
type Size = readonly [language: 'en' | 'zh', columns: number, rows: number]

const KEY = { host: '10.0.0.11', address: '10.0.0.11', port: 22, type: 'ssh-ed25519' }
const OFFERED = { ...KEY, fingerprint: `SHA256:${'a'.repeat(43)}`, command: 'ssh-keygen -lf /etc/ssh/x.pub' }

/** On the form, whatever the language. */
async function showForm(recover: Workbench['recover'], [language, columns, rows]: Size = ['en', 80, 24]) {
  const shown = showStep(
    { welcome, preflight: { View: () => <Text>now at preflight</Text> } },
    {
      draft: emptyDraft({ id: 'd0', language, place: 'machines', release: 'metis-0.3.0' }),
      bench: presetBench({
        recover,
        sshAliases: async () => [{ name: 'bank-h1', address: '10.0.0.11', user: 'ops' }],
      }),
      learned: nothingLearned(new AbortController().signal),
      columns,
      rows,
    },
  )
  await shown.press('Down', 'Down', 'Down', 'Down', 'Enter')
  await shown.shows('~/.ssh/config')
  return shown
}

const RECOVERED = {
  draft: draftAt('preflight'),
  told: [
    'Generation 7 of acme, applied by ana on laptop at 2026-01-31T12:00:00.000Z with version 1.2.3.',
    'h2: the same',
    'h3: generation 6: older, it was away; the next apply brings it up to date',
  ],
  problems: [problem('record.local-host', { host: 'h1', address: '10.0.0.11' }, { host: 'h1' }, 'warning')],
}

describe('an organisation that runs already', () => {
  it.each(SIZES)('is asked for, confirmed, brought back and opened: %s at %sx%s', async (...size) => {
    const [language, columns, rows] = size
    const orders: RecoverOrder[] = []
    const given: unknown[] = []
    const frame = (name: string) =>
      expectFrame(`recover-${name}-${language}-${columns}x${rows}`, shown.frame(), { columns, rows })
    const next: (() => void)[] = []
    const shown = await showForm(async (order, ask) => {
      orders.push(order)
      order.tell('connecting', { host: '10.0.0.11' })
      given.push(await ask.hostKey(OFFERED))
      order.tell('reading', { host: '10.0.0.11' })
      order.tell('opening', { organisation: 'acme', generation: 7 })
      order.tell('asking', { count: 2 })
      await new Promise<void>((resolve) => next.push(resolve))
      return RECOVERED
    }, size)
    frame('form')
    await shown.press('bank', 'Tab', 'Tab', './acme', 'Enter', 'correct?horse', 'Enter')
    await shown.shows(OFFERED.fingerprint)
    frame('key')
    await shown.press('Down', 'Enter')
    await shown.shows(language === 'en' ? 'Asking 2' : '询问其他 2')
    frame('working')
    for (const resolve of next) resolve()
    await shown.shows('/home/ops/acme')
    frame('recovered')
    expect(shown.frame()).not.toContain('correct?horse')
    await shown.press('Enter')
    await shown.shows('now at preflight')
    expect(given).toEqual([true])
    expect(orders).toMatchObject([{ from: 'bank-h1', folder: './acme', key: 'correct?horse', language }])
  })

  it('is not asked for without a host and a passphrase, and both can be corrected', async () => {
    let tries = 0
    const shown = await showForm(async () => {
      tries += 1
      throw new InstallerError(problem('state.passphrase-wrong'))
    })
    await shown.press('Enter', 'Enter', 'Enter')
    await shown.shows('One of its hosts: nothing was typed yet')
    await shown.press('ops@10.0.0.11', 'Enter', 'Enter', 'Enter')
    await shown.shows('Passphrase: nothing was typed yet')
    expect(tries).toBe(0)
    await shown.press('wrong', 'Enter')
    await shown.shows('state.passphrase-wrong')
    await shown.press('Esc')
    await shown.shows('ops@10.0.0.11')
    expect(await shown.shows('*****')).not.toContain('wrong')
    await shown.press('Esc')
    await shown.shows('Rehearse on this computer')
    expect(tries).toBe(1)
  })

  it('is given up with Esc while it is under way', async () => {
    const shown = await showForm(
      ({ tell, signal }) =>
        new Promise((_, reject) => {
          tell('connecting', { host: '10.0.0.11' })
          signal.addEventListener('abort', () => reject(signal.reason), { once: true })
        }),
    )
    await shown.press('ops@10.0.0.11', 'Enter', 'Enter', 'right', 'Enter')
    await shown.shows('Connecting to 10.0.0.11')
    await shown.press('Esc')
    await shown.shows('ops@10.0.0.11')
    expect(shown.left).toEqual([])
  })
})
