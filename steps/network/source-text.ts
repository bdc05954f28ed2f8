import type { Say } from '../../src/i18n/say.js'
import type { Source } from '../../src/wizard/who-reaches.js'

const MOST_NAMED = 6

/** `h2, h3, a Moirea platform`; many hosts by their number. */
export function sourceText(sources: readonly Source[], hostCount: number, say: Say): string {
  const hosts = sources.flatMap((source) => (source.kind === 'host' ? [source.name] : []))
  const others = sources.flatMap((source) =>
    source.kind === 'host' ? [] : [say(`network.from.${source.kind}`)],
  )
  const named =
    hosts.length <= MOST_NAMED
      ? hosts
      : hosts.length === hostCount - 1
        ? [say('network.from.all-others')]
        : [
            ...hosts.slice(0, MOST_NAMED - 1),
            say('network.from.more', { count: hosts.length - MOST_NAMED + 1 }),
          ]
  return [...named, ...others].join(say('network.list'))
}
