/** A preset with its holes filled in: addresses of nobody, and a name. */
export function filledPreset(text: string): string {
  return text
    .replaceAll('192.0.2.', '10.20.0.')
    .replaceAll('198.51.100.', '100.64.0.')
    .replace(/^organisation:.*$/m, 'organisation: rehearsal')
    .replace(/^# Fill in .*\n/m, '')
    .replaceAll(/ +# fill in:.*$/gm, '')
}

const FIRST_FIGHTER = 5

/** An organisation on so many hosts, one role per host from the fifth on: data and compute in turn. */
export function organisationOn(hosts: number, release: string): string {
  const names = Array.from({ length: hosts }, (_, i) => `h${i + 1}`)
  const nameAt = (place: number) => names[Math.min(place, names.length) - 1] ?? 'h1'
  const fighters = hosts < FIRST_FIGHTER ? [nameAt(hosts)] : names.slice(FIRST_FIGHTER - 1)
  const every = (role: string, remainder: number) => {
    const own = fighters.filter((_, i) => i % 2 === remainder)
    return own.length === 0 ? '' : `  ${role}: [${own.join(', ')}]\n`
  }
  return `organisation: rehearsal
release: ${release}

hosts:
${names.map((name, i) => `  ${name}: { address: ${addressOf(i)}, user: ops }`).join('\n')}

roles:
  consul: h1
  carrier: { host: ${nameAt(2)}, externalAddress: 100.64.0.10 }
  admin: ${nameAt(3)}
  via: { host: ${nameAt(4)}, externalAddress: 100.64.0.11 }
${every('data', 0)}${every('compute', 1)}`
}

function addressOf(index: number): string {
  return `10.20.${Math.floor(index / 200)}.${11 + (index % 200)}`
}
