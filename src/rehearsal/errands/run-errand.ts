import { createHash } from 'node:crypto'
import { RECORD_DIRECTORY, recordPath } from '../../actions/keep-record.js'
import { RUN_LOG } from '../../actions/run-log.js'
import { sha256 } from '../../lib/digest.js'
import type { Errand } from '../../transports/errand.js'
import { carryOutBatch, carryOutNode } from '../batch.js'
import { printHold } from '../facts/hold.js'
import { recordsOn } from '../facts/record.js'
import { reboot } from '../reboot.js'
import { fetchFile } from '../upload.js'
import { confirmTable, loadTable } from './firewall.js'
import { gather } from './gather.js'
import { printLogs } from './logs.js'
import type { OnMachine } from './on-machine.js'
import { dial, listen, stopListening } from './reach.js'
import { leftovers, packed } from './removal.js'

/** Carries out what a script is for, and prints what the script would have printed; resolves to its exit code. */
export async function runErrand(errand: Errand, on: OnMachine): Promise<number> {
  switch (errand.kind) {
    case 'gather':
      return gather(errand.questions, on)
    case 'ask-hold':
      for (const line of printHold(on.machine, on.simulation.pace.now(), on.link).split('\n')) on.print(line)
      return 0
    case 'batch':
      await on.sleep(0.1)
      await carryOutBatch(errand, on)
      return 0
    case 'receipt':
      return carryOutNode(errand.node, errand.owner, on)
    case 'load-table':
      return loadTable(errand.node, on)
    case 'confirm-table':
      return confirmTable(errand.node, errand.owner, on)
    case 'arrived':
      await on.sleep(0.05)
      return 0
    case 'sum-up':
      return sumUp(errand.path, on)
    case 'serve':
      return serve(on)
    case 'fetch':
      return fetchFile(errand.file, errand.host, on)
    case 'listen':
      return listen(errand.targets, on)
    case 'dial':
      return dial(errand.targets, on)
    case 'stop-listening':
      return stopListening(errand.pid, on)
    case 'logs':
      return printLogs(errand, on)
    case 'reboot':
      reboot(on, on.machine.address)
      return 0
    case 'read-record':
      for (const line of (on.machine.files.read(recordPath(errand.generation)) ?? '').split('\n'))
        on.print(line)
      return 0
    case 'read-records':
      for (const name of recordsOn(on.machine).toReversed()) {
        const [head = '', body = ''] = on.machine.files.read(`${RECORD_DIRECTORY}/${name}`)?.split('\n') ?? []
        for (const line of [name, head, body]) on.print(line)
      }
      return 0
    case 'file-sums':
      for (const path of errand.paths) {
        const content = on.machine.files.read(path)
        // Of an artifact only its size is there.
        if (content !== undefined) on.print(`${createHash('sha256').update(content).digest('hex')}  ${path}`)
      }
      return 0
    case 'read-run-log':
      for (const line of (on.machine.files.read(RUN_LOG) ?? '').split('\n')) on.print(line)
      return 0
    case 'packed':
      return packed(errand.directory, on)
    case 'make-packed':
      on.machine.files.makeDirectory(errand.directory, '0700', 'root:root')
      return 0
    case 'remove-packed':
      on.machine.files.remove(errand.directory)
      return 0
    case 'kept-backups':
      for (const name of on.machine.files.list(errand.folder))
        on.print(`${name} ${on.machine.files.readBytes(`${errand.folder}/${name}`)?.length ?? 0}`)
      return 0
    case 'leftovers':
      return leftovers(errand.topology, errand.removal, on)
  }
}

async function sumUp(path: string, { machine, print, sleep }: OnMachine): Promise<number> {
  await sleep(0.1)
  const content = machine.files.read(path)
  if (content === undefined) print(`${path}: No such file or directory`)
  else print(`${sha256(content)} ${Buffer.byteLength(content)}`)
  return content === undefined ? 1 : 0
}

const PORT = 40_000

/** Hands a file out, as far as anybody can tell: nobody connects to it, and a real one ends by itself too, once all is sent. */
async function serve({ print }: OnMachine): Promise<number> {
  print(`listening ${PORT}`)
  return 0
}
