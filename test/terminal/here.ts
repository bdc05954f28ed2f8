import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { openTerminal, type Terminal } from './terminal.js'

/** A terminal of this machine, with a home of its own. */
export interface Desk {
  readonly home: string
  readonly terminal: Terminal
  /** Another terminal of the same operator. */
  readonly open: (columns: number, rows: number) => Promise<Terminal>
  readonly close: () => Promise<void>
}

export async function openDesk(
  columns: number,
  rows: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Desk> {
  const home = mkdtempSync(join(tmpdir(), 'metis-desk-'))
  const opened: Terminal[] = []
  const open = async (width: number, height: number) => {
    const terminal = await openTerminal({
      run: (file, args, options) => execa(file, args, options),
      folder: home,
      home,
      environment: {
        HOME: home,
        TMPDIR: home,
        PATH: process.env.PATH,
        LANG: 'C.UTF-8',
        ...environment,
      },
      columns: width,
      rows: height,
    })
    opened.push(terminal)
    return terminal
  }
  const terminal = await open(columns, rows)
  return {
    home,
    terminal,
    open,
    close: async () => {
      for (const one of opened) await one.close()
      // A program may still be leaving.
      await rm(home, { recursive: true, force: true, maxRetries: 100, retryDelay: 100 })
    },
  }
}
