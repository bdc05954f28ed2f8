import { asWord, type Command, lines, sh } from '../../lib/command.js'
import { secret, text } from '../../lib/text.js'
import { CONSOLE_PASSWORD, CONSOLE_USER, DATABASE_PASSWORD, TLS_CERTIFICATE } from '../secret-names.js'
import { type ServiceInput, type ServiceStep, step } from '../service.js'
import { servesCertificate } from './served-certificate.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

type Input = ServiceInput<AdminInstance>

export const LOGIN = '/metis-admin/api/v1/user/login'

/**
 * The health page asks neither database nor Consul. A login does: that of nobody is refused once the database was asked,
 * and gets no answer while the database is away.
 */
export function works({ instance }: Input): Command {
  const login = JSON.stringify({ userName: 'health-check', passwd: '-' })
  return sh`http POST 127.0.0.1 ${instance.ports.admin} ${LOGIN} ${login} || :
case $answer in
*'"status"'*) ;;
*) echo "a login gets no answer (HTTP $status): its database is away"; exit 1;;
esac`
}

/** With a new password of its account the database is asked, with one of the console somebody logs in; a certificate is served. */
export function proves(input: Input, name: string): readonly ServiceStep[] {
  const { host, instance } = input
  const proof = (kind: string, command: Command) =>
    ({ kind: 'run', name: kind, command, inputs: '' }) as const
  if (name === DATABASE_PASSWORD)
    return [step(why('step.database-proof'), proof('database-login', works(input)))]
  if (name === CONSOLE_PASSWORD)
    return [step(why('step.console-proof'), proof('console-login', consoleLogin(input)))]
  if (name === TLS_CERTIFICATE && instance.tls !== undefined) {
    const served = servesCertificate(host.address, instance.ports.https)
    return [step(why('step.certificate-proof'), proof('console-certificate', served))]
  }
  return []
}

/** Every answer is HTTP 200; only its `status` says whether the login was taken. */
function consoleLogin({ instance }: Input): Command {
  const login = text`{"userName":"${CONSOLE_USER}","passwd":${secret(CONSOLE_PASSWORD, 'json')}}`
  return lines(
    sh`http POST 127.0.0.1 ${instance.ports.admin} ${LOGIN} ${asWord(login)} || :`,
    sh`answer=\${answer//[[:space:]]/}
case $answer in
*'"status":0,'*|*'"status":0}'*) echo 'the console takes a login with its password';;
*'"status":'*) answer=\${answer#*'"status":'}; echo "the console refuses a login with its password (status \${answer%%[,\\}]*})"; exit 1;;
*) echo "a login gets no answer (HTTP $status)"; exit 1;;
esac`,
  )
}
