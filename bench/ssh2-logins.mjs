// The least that a program with ssh2 can do: log in to every host at once and have sudo check the password there.
// `ssh2-logins.mjs USER KEY_FILE ADDRESS...`, with the password in SUDO_PASSWORD. The hosts are a lab's: any host key.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import ssh2 from 'ssh2'

const [username, keyFile, ...addresses] = process.argv.slice(2)
const privateKey = readFileSync(keyFile)

await Promise.all(addresses.map(logIn))

function logIn(host) {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client()
    client.on('error', reject).on('ready', () =>
      client.exec("sudo -S -p '' true", (error, channel) => {
        if (error) return reject(error)
        channel.resume().on('exit', (code) => {
          client.end()
          if (code === 0) resolve()
          else reject(new Error(`sudo on ${host}: ${code}`))
        })
        channel.write(`${process.env.SUDO_PASSWORD}\n`)
      }),
    )
    const sock = connect({ host, port: 22, noDelay: true })
    client.connect({ sock, username, privateKey, algorithms: { cipher: ['aes128-gcm@openssh.com'] } })
  })
}
