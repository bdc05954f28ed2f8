import type { Lab } from './lab.js'

/** An answer of the console's API: status 0, or the number of what is wrong. */
interface ConsoleAnswer {
  readonly status: number
  readonly data: Readonly<Record<string, unknown>> | null
}

export interface Console {
  login(passwd: string): Promise<ConsoleAnswer>
  call(name: string, body?: object): Promise<ConsoleAnswer>
}

/** The API behind nginx, asked from the controller as one browser would, which keeps its cookie. */
export function consoleOf(lab: Lab, address: string): Console {
  let cookie = ''
  const call = async (name: string, body?: object) => {
    const url = `http://${address}/metis-admin/api/v1/${name}`
    const { stdout } = await lab.run(process.execPath, ['-e', ASK, url], {
      // Not on the command line: the password is in it.
      input: JSON.stringify({ cookie, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    })
    const told = JSON.parse(stdout) as { cookie: string; answer: ConsoleAnswer }
    cookie = told.cookie
    return told.answer
  }
  return { call, login: (passwd) => call('user/login', { userName: 'admin', passwd }) }
}

const ASK = `
const { text } = require('node:stream/consumers')
text(process.stdin).then(async (input) => {
  const { cookie, body } = JSON.parse(input)
  const headers = { cookie, 'content-type': 'application/json' }
  const response = await fetch(process.argv[1], body === undefined ? { headers } : { method: 'POST', headers, body })
  const kept = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
  console.log(JSON.stringify({ cookie: kept, answer: await response.json() }))
})`
