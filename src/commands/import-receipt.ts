import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fault, InstallerError } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import { organisationIdOf } from '../kit/kit.js'
import { carriedFacts, type KitReceipt, readReceipt } from '../kit/receipt.js'
import { keepCarriedReceipt } from '../state/carried-receipts.js'
import { unreadable } from '../state/files.js'
import { printable } from '../ui/text.js'
import { statusIn } from '../wizard/instance-status.js'
import type { Organisation } from './organisation/organisation.js'
import { withOrganisation } from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Call, Session } from './program/session.js'
import { confirm } from './terminal/ask.js'

/** Clocks differ, and somebody has to walk. */
const CLOCK_SECONDS = 600

/** Takes in what a kit wrote on its host; from then on plans know the host. Nothing of it is believed unchecked. */
export function importReceipt(session: Session, { words }: Call): Promise<ExitCode> {
  const path = resolve(session.world.workingDirectory, words[0] ?? '')
  const needs = { artifacts: false, lock: true, command: 'import-receipt' }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print, emit, world } = session
    const { receipt, answer, facts } = await readReceiptFile(path)
    const host = refuseOthers(organisation, receipt)
    refuseWrongClock(receipt, world.now())
    if (!facts.identity.addresses.some(({ address }) => address === host.address))
      throw ofOtherHost(organisation, receipt)
    showReceipt(session, organisation, receipt, facts)
    const last = organisation.carried.find((one) => one.host === host.name)?.last?.receipt
    if (last !== undefined && last.made === receipt.made && last.answer === answer) {
      print(say('import-receipt.again', { host: host.name }))
      return EXIT.done
    }
    if (last !== undefined && Date.parse(last.made) > Date.parse(receipt.made)) {
      if (!(await meansOlder(session, receipt, last.made))) return EXIT.failed
    }
    const { made, kit } = receipt
    const imported = world.now().toISOString()
    keepCarriedReceipt(organisation.folder, { version: 1, host: host.name, kit, made, imported, answer })
    emit({ type: 'receipt', host: host.name, kit, made })
    print(session.paint('done', say('import-receipt.done', { host: host.name })))
    return EXIT.done
  })
}

/** The host of org.yaml that the receipt is of. */
function refuseOthers(organisation: Organisation, receipt: KitReceipt) {
  const { topology } = organisation
  const own = organisationIdOf(topology, organisation.planInput({}))
  if (receipt.organisation !== topology.organisation || receipt.organisationId !== own) {
    const found = `${receipt.organisation} (${receipt.organisationId})`
    throw fault('kit.receipt-of-others', { found, organisation: topology.organisation })
  }
  const host = topology.hosts.find(({ name }) => name === receipt.host)
  if (host?.byHand !== true || host.address !== receipt.address) throw ofOtherHost(organisation, receipt)
  return host
}

function ofOtherHost({ topology }: Organisation, { host, address }: KitReceipt): InstallerError {
  const known = topology.hosts
    .filter(({ byHand }) => byHand === true)
    .map(({ name, address }) => `${name} (${address})`)
    .join(', ')
  return fault('kit.receipt-of-other-host', { found: host, address, known })
}

/** Written after its kit was made, and not after now. */
function refuseWrongClock({ host, made, kitMade }: KitReceipt, now: Date): void {
  const [at, kitAt] = [Date.parse(made), Date.parse(kitMade)]
  const slack = CLOCK_SECONDS * 1000
  if (at >= kitAt - slack && at <= now.getTime() + slack) return
  throw fault('kit.receipt-clock', { host, made, kitMade, now: now.toISOString() }, { host })
}

function showReceipt(
  { say, print }: Session,
  { topology, release }: Organisation,
  { host, made, kit }: KitReceipt,
  facts: HostFacts,
): void {
  const system = printable(facts.system.name)
  print(say('import-receipt.said', { host, made, kit, system, receipts: facts.receipts.length }))
  for (const instance of topology.instances.filter((one) => one.host === host)) {
    const { state, says } = statusIn(topology, release, instance, facts, Date.parse(made))
    const values = { instance: instance.name, state: say(`status.${state}`), says: printable(says) }
    print(say('import-receipt.instance', values))
  }
}

/** Asked where somebody can be; `--yes` means it. */
async function meansOlder(session: Session, { host, made }: KitReceipt, stored: string): Promise<boolean> {
  if (session.ask === undefined && session.options.yes !== true)
    throw fault('kit.receipt-older', { host, made, stored }, { host })
  return confirm(session, session.say('import-receipt.older', { host, made, stored }))
}

const MOST_BYTES = 4 * 1024 * 1024
const MOST_UNPACKED_BYTES = 32 * 1024 * 1024

/**
 * What a kit wrote on its host; `answer` is what the host said, as it said it. Throws `kit.receipt-invalid`,
 * `kit.receipt-damaged` or `state.file-unreadable`.
 */
async function readReceiptFile(path: string) {
  const receipt = parsed(path, await readFile(path))
  const answer = unpacked(path, receipt)
  return { receipt, answer, facts: factsIn(path, answer) }
}

/** No more than a receipt can have, whatever the file is. */
async function readFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      if (!(await file.stat()).isFile()) throw invalid(path, 'it is no file')
      const { bytesRead, buffer } = await file.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0)
      if (bytesRead > MOST_BYTES) throw invalid(path, 'it is larger than any receipt')
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof InstallerError ? error : unreadable(path, error)
  }
}

function parsed(path: string, text: string): KitReceipt {
  const read = readReceipt(text)
  if (read.ok) return read.receipt
  if (read.why === 'invalid') throw invalid(path, read.reason)
  throw fault('kit.receipt-damaged', { path }, { file: path })
}

function unpacked(path: string, { packed }: KitReceipt): string {
  try {
    const bytes = Buffer.from(packed, 'base64')
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED_BYTES }).toString('utf8')
  } catch {
    throw invalid(path, 'what the host said can not be unpacked')
  }
}

function factsIn(path: string, answer: string): HostFacts {
  try {
    return carriedFacts(answer)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(path, error.message)
    throw error
  }
}

function invalid(path: string, reason: string): InstallerError {
  return fault('kit.receipt-invalid', { path, reason }, { file: path })
}
