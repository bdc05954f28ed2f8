import { sections } from '../../src/rehearsal/facts/sections.js'
import { callsOf } from './shell-words.js'

/** A host that only talks: it remembers the receipts, units and packages that scripts would have left, and does nothing. */
export interface ScriptedHost {
  /** What the script would have printed, and its exit code. */
  readonly answer: (script: string) => { readonly output: string; readonly exitCode: number }
}

/** All of them at once. */
const BOOTED_SECONDS = Math.floor(Date.now() / 1000) - 9000
const STAT = '1 1700000000 755 root:root regular file'

export function scriptedHost(address: string, number: number): ScriptedHost {
  const receipts = new Map<string, { path: string; json: string }>()
  const units = new Set<string>()
  const packages = new Set<string>()
  const keys = new Map<string, string>()
  const learn = (script: string) => {
    for (const [, file = '', path = '', before = '', after = ''] of callsOf(script, 'leave_receipt')) {
      receipts.set(file, { path, json: `${before}${path === '' ? '' : STAT}${after}` })
    }
    for (const [, unit = ''] of callsOf(script, 'unit_running')) units.add(unit)
    for (const [, ...names] of callsOf(script, 'install_packages'))
      for (const name of names) packages.add(name)
    for (const [, , , key = '', value = ''] of callsOf(script, 'put_key')) keys.set(key, value)
  }
  const facts = (script: string) => {
    const instances = [...script.matchAll(/\/etc\/systemd\/system\/metis-([a-z0-9-]+)\.service \]/g)]
    const health = instances.map(([, name = '']): [string, string] => [
      name,
      units.has(`metis-${name}.service`) ? 'well\n\nexit 0\n' : 'exit absent\n',
    ])
    const now = Date.now()
    const upSeconds = Math.floor(now / 1000) - BOOTED_SECONDS
    const consul = units.has('metis-consul.service') ? consulLines(address, keys) : ''
    const answers = {
      system:
        'machine x86_64\nkernel 6.1.0\nsystemd yes\n\nPRETTY_NAME="Debian"\nVERSION_ID="12"\nID=debian\n',
      hardware: `cores 8\nmemory ${32 * 1024 * 1024}\ndisk 900000000000 1000000000000\ncpu flags : avx avx2\n`,
      identity: `hostname host-${number}\nmachine-id ${String(number).padStart(32, '0')}\n\n2: eth0    inet ${address}/16 brd 10.77.255.255 scope global eth0\n`,
      synchronised: 'error 41250\n',
      software: [...packages].map((name) => `package ${name} 1.0\n`).join(''),
      listeners: '',
      receipts: receiptLines([...receipts.values()]),
      installDirectory: '.\n',
      units: `booted ${BOOTED_SECONDS}\nuptime ${upSeconds}\n\n\n${[...units].map(unitBlock).join('\n')}`,
      certificate: '',
      consul,
      carrier: '',
      health: sections(Object.fromEntries(health)),
    }
    return `${sections(answers)}clock ${now} ${now}\n`
  }
  return {
    answer: (script) => {
      if (/^section_0\(\) \{$/m.test(script)) return { output: facts(script), exitCode: 0 }
      learn(script)
      return { output: batch(script) ?? reach(script) ?? '', exitCode: 0 }
    },
  }
}

/** Every action of a batch begins and ends well, in order. */
function batch(script: string): string | undefined {
  const [, marker] = /^marker='([^']+)' succeeded=/m.exec(script) ?? []
  if (marker === undefined) return undefined
  const places = [...script.matchAll(/^go (\d+)/gm)].map(([, place]) => place)
  return places.map((place) => `${marker} begin ${place}\n\n${marker} end ${place} 0\n`).join('')
}

/** All listeners open, all connections come about. */
function reach(script: string): string | undefined {
  const targets = () => [...script.matchAll(/(?<= )(?:\d{1,3}\.){3}\d{1,3}:\d+/g)].map(([target]) => target)
  if (script.includes('Listen => 128')) {
    return `${targets()
      .map((target) => `listening ${target}\n`)
      .join('')}pid 4242\n`
  }
  if (!script.startsWith('timeout 30 perl')) return undefined
  return targets()
    .map((_, i) => `dialled ${i} open\n`)
    .join('')
}

function receiptLines(receipts: readonly { path: string; json: string }[]): string {
  const paths = new Set(receipts.map(({ path }) => path).filter((path) => path !== ''))
  const stats = [...paths].map((path) => `now ${STAT}\t${path}\n`)
  return `${receipts.map(({ json }) => `${json}\n`).join('')}\n${stats.join('')}`
}

function unitBlock(name: string): string {
  return `Id=${name}\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\nMainPID=77\nNRestarts=0\nExecMainStartTimestampMonotonic=5000000000\n`
}

function consulLines(address: string, keys: ReadonlyMap<string, string>): string {
  const entries = [...keys].map(([Key, value]) => ({ Key, Value: Buffer.from(value).toString('base64') }))
  const members = [{ Name: 'consul', Addr: address, Status: 1 }]
  return `leader "${address}:8300"\nmembers ${JSON.stringify(members)}\nkeys ${JSON.stringify(entries)}\nservices {}\nchecks {}\n`
}
