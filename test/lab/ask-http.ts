import type { Lab } from './lab.js'

export interface HttpAnswer {
  /** 0 when nobody answers. */
  status: number
  body: string
}

/** Asks from the controller, as a browser there would. `json` is sent as the body of a POST. */
export async function askHttp(lab: Lab, url: string, json?: object): Promise<HttpAnswer> {
  const body = json === undefined ? '' : JSON.stringify(json)
  const { stdout } = await lab.run(process.execPath, ['-e', ASK, url], { input: body })
  return JSON.parse(stdout) as HttpAnswer
}

// The body travels over standard input, since passwords are asked with it.
const ASK = `
const { text } = require('node:stream/consumers')
text(process.stdin)
  .then((body) => fetch(process.argv[1], body === '' ? {} : { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
  .then(async (answer) => ({ status: answer.status, body: await answer.text() }), () => ({ status: 0, body: '' }))
  .then((answer) => console.log(JSON.stringify(answer)))`
