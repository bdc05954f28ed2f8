import type { Lab } from './lab.js'

export interface HttpAnswer {
  /** 0 when nobody answers. */
  status: number
  body: string
}

interface HttpCall {
  readonly method?: string
  /** For Consul. */
  readonly token?: string
}

/** Asks from the controller, as a browser there would. `json` is sent as the body, of a POST where no method is given. */
export async function askHttp(
  lab: Lab,
  url: string,
  json?: object,
  { method = json === undefined ? 'GET' : 'POST', token }: HttpCall = {},
): Promise<HttpAnswer> {
  const headers = token === undefined ? {} : { 'x-consul-token': token }
  const body = json === undefined ? {} : { body: JSON.stringify(json) }
  const input = JSON.stringify({
    ...body,
    ...{ method, headers: { ...headers, 'content-type': 'application/json' } },
  })
  const { stdout } = await lab.run(process.execPath, ['-e', ASK, url], { input })
  return JSON.parse(stdout) as HttpAnswer
}

// The body travels over standard input, since passwords are asked with it.
const ASK = `
const { text } = require('node:stream/consumers')
text(process.stdin)
  .then((call) => fetch(process.argv[1], JSON.parse(call)))
  .then(async (answer) => ({ status: answer.status, body: await answer.text() }), () => ({ status: 0, body: '' }))
  .then((answer) => console.log(JSON.stringify(answer)))`
