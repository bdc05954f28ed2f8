import { type Command, sh } from '../lib/command.js'
import type { Fact } from './fact.js'
import type { Health } from './host-facts.js'
import { parseSections, printSections, type Section } from './sections.js'

const STATES: Readonly<Record<string, Health['state']>> = {
  '0': 'healthy',
  '3': 'unregistered',
  absent: 'absent',
}

/** The answers of the services' own health commands, by instance; one without a unit file is not asked. */
export function healthFact(
  commands: Readonly<Record<string, Command>>,
  seconds: number,
): Fact<Readonly<Record<string, Health>>> {
  const asked = Object.entries(commands).map(([instance, health]) => [
    instance,
    ifInstalled(instance, health),
  ])
  return {
    command: printSections(Object.fromEntries(asked), seconds),
    parse: (output) =>
      Object.fromEntries(
        Object.entries(parseSections(output)).map(([instance, section]) => [
          instance,
          healthIn(section, seconds),
        ]),
      ),
  }
}

function ifInstalled(instance: string, health: Command): Command {
  return sh`if [ -e /etc/systemd/system/metis-${instance}.service ]; then
(
${health}
)
printf '\\nexit %s\\n' "$?"
else echo 'exit absent'; fi`
}

function healthIn({ text }: Section, seconds: number): Health {
  const said = text.split('\n').filter((line) => line.trim() !== '')
  const [, exit] = /^exit (\w+)$/.exec(said.pop() ?? '') ?? []
  if (exit === undefined) return { state: 'unhealthy', says: `no answer within ${seconds} s` }
  return { state: STATES[exit] ?? 'unhealthy', says: said.at(-1)?.trim() ?? '' }
}
