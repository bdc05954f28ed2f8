import { asWord, type Command, lines, sh } from '../lib/command.js'
import { sha256 } from '../lib/digest.js'
import { show, text } from '../lib/text.js'
import type { Action, Wait } from './action.js'
import { closePorts } from './close-ports.js'
import { formerHealth } from './former.js'
import type { Receipt } from './receipt.js'

/** The bash of one action; `actionFunctions` and `hostFunctions` must stand before it. Runs under `set -e`. */
export function actionScript(action: Action): Command {
  switch (action.kind) {
    case 'directory': {
      const [user = 'root', group = user] = action.owner.split(':')
      const [path, mode, owner] = [action.path, action.mode, `${user}:${group}`]
      return action.ownedBy === undefined
        ? sh`make_directory ${path} ${mode} ${owner}`
        : sh`own_directory ${path} ${mode} ${owner} ${action.ownedBy}`
    }
    case 'write-file':
      return action.keep
        ? sh`keep_file ${action.path} ${action.mode} ${action.owner} ${asWord(action.content)}`
        : sh`put_file ${action.path} ${action.mode} ${action.owner} ${asWord(action.content)}`
    case 'install-file':
      return sh`copy_file ${action.from} ${action.path} ${action.mode}`
    case 'unpack':
      return sh`unpack_tree ${action.from} ${action.path} ${action.owner} ${action.strip ?? 0}`
    case 'link':
      return sh`point_link ${action.path} ${action.target}`
    case 'package':
      return action.from === undefined
        ? sh`install_packages ${action.names}`
        : sh`install_carried_packages ${action.from.path} ${action.from.sha256} ${action.names}`
    case 'unit':
      return unitScript(action)
    case 'run':
      return action.command
    case 'sql':
      return sqlScript(action)
    case 'consul-kv':
      return sh`put_key ${action.agent.token} ${action.agent.address} ${action.agent.port} ${action.key} ${action.value}`
    case 'wait':
      return waitScript(action)
    case 'set-aside':
      return sh`set_aside ${action.into} ${action.instance} ${action.paths}`
    case 'keep-former':
      return sh`keep_former ${action.goesOn ? 'on' : 'anew'} ${action.former} ${action.unit} ${asWord(formerHealth(action.health).script)} ${action.readers.join('\n')} ${action.paths}`
    case 'close-ports':
      return closePorts(action)
    case 'remove':
      return sh`rm -rf --one-file-system -- ${action.paths}`
    case 'place-artifact':
      return sh`test -s ${action.path}`
    case 'carry':
      return sh`chmod 0600 -- ${action.path}`
  }
}

/** Leaves the receipt of an action that has succeeded; the host adds what `stat` says of its path. */
export function receiptScript(directory: string, receipt: Omit<Receipt, 'stat'>): Command {
  const { text, ...rest } = receipt
  const shown = text === undefined ? {} : { text }
  const json = JSON.stringify({ ...rest, ...(receipt.path === undefined ? {} : { stat: '' }), ...shown })
  const place = receipt.path === undefined ? json.length : json.indexOf(STAT) + STAT.length
  const [before, after] = [json.slice(0, place), json.slice(place)]
  return sh`leave_receipt ${receiptFile(directory, receipt.id)} ${receipt.path ?? ''} ${before} ${after}`
}

/** Texts come behind it, and in JSON none of the values before can hold an unescaped quote. */
const STAT = '"stat":"'

/** Makes receipts void, so that the next plan does not believe them. */
export function voidReceiptsScript(directory: string, ids: readonly string[]): Command {
  return sh`void_receipts ${ids.map((id) => receiptFile(directory, id))}`
}

/** What a file action writes, secrets as `***`: kept in its receipt for the next plan's diff. */
export function shownText(action: Action): string | undefined {
  if (action.kind === 'close-ports') return action.content
  return action.kind === 'write-file' && !action.keep ? show(action.content) : undefined
}

/** Where the receipt with that id lies. */
export function receiptFile(directory: string, id: string): string {
  return `${directory}/${sha256(id).slice(0, 24)}.json`
}

function unitScript(action: Extract<Action, { kind: 'unit' }>): Command {
  switch (action.state) {
    case 'running':
      return sh`unit_running ${action.unit} ${action.change ?? 'restart'}`
    case 'stopped':
      return sh`systemctl stop ${action.unit}`
    case 'removed':
      return sh`unit_removed ${action.unit}`
  }
}

function waitScript({ health, unit, timeoutSeconds, holdSeconds, sinceStart }: Wait): Command {
  const wait = sh`ready() {\n${health}\n}\nwait_until ${timeoutSeconds} ${unit}`
  return holdSeconds === undefined
    ? wait
    : sh`${wait} && hold_ready ${holdSeconds} ${unit} ${sinceStart ? 'start' : 'now'}`
}

function sqlScript({ server, statements }: Extract<Action, { kind: 'sql' }>): Command {
  if (server === undefined) {
    return lines(sh`statements=${asWord(statements)}`, sh`printf %s "$statements" | database -u root`)
  }
  const password = asWord(text`${server.password}`)
  return sh`database_at ${server.host} ${server.port} ${server.user} ${password} ${asWord(statements)}`
}
