import { type Command, sh } from '../lib/command.js'
import type { Health } from './host-facts.js'
import type { Section } from './sections.js'

const STATES: Readonly<Record<string, Health['state']>> = {
  '0': 'healthy',
  '3': 'unregistered',
  '4': 'ready',
  absent: 'absent',
}

const SECTION = 'health/'

/** Under which an instance answers. */
export function healthSection(instance: string): string {
  return `${SECTION}${instance}`
}

export function isHealthSection(name: string): boolean {
  return name.startsWith(SECTION)
}

/** The services' own health commands by section; an instance without a unit file is not asked. */
export function healthSections(commands: Readonly<Record<string, Command>>) {
  return Object.fromEntries(
    Object.entries(commands).map(([instance, health]) => [
      healthSection(instance),
      ifInstalled(instance, health),
    ]),
  )
}

/** What they answered within so many seconds, by instance. */
export function healthIn(
  sections: Readonly<Record<string, Section>>,
  seconds: number,
): Readonly<Record<string, Health>> {
  return Object.fromEntries(
    Object.entries(sections)
      .filter(([name]) => isHealthSection(name))
      .map(([name, section]) => [name.slice(SECTION.length), answerIn(section, seconds)]),
  )
}

function ifInstalled(instance: string, health: Command): Command {
  return sh`if [ -e /etc/systemd/system/metis-${instance}.service ]; then
(
${health}
)
printf '\\nexit %s\\n' "$?"
else echo 'exit absent'; fi`
}

function answerIn({ text }: Section, seconds: number): Health {
  const said = text.split('\n').filter((line) => line.trim() !== '')
  const [, exit] = /^exit (\w+)$/.exec(said.pop() ?? '') ?? []
  if (exit === undefined) return { state: 'unhealthy', says: `no answer within ${seconds} s` }
  return { state: STATES[exit] ?? 'unhealthy', says: said.at(-1)?.trim() ?? '' }
}
