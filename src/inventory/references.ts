import { isVaulted } from './inventory.js'
import type { Variables } from './variables.js'

const DEEPEST = 10
const MOST_STEPS = 200
const LONGEST = 16 * 1024
const FILTERS = /^(int|trim|string|bool|list)$/

/**
 * A value with what it refers to filled in: `{{ name }}`, `{{ ports[0] }}`, `{{ groups['consul'][0] }}`, `{{ inventory_hostname }}`.
 * Undefined for anything that only Ansible itself can work out.
 */
export function resolved(
  variables: Variables,
  host: string | undefined,
  value: unknown,
): { readonly value: unknown } | undefined {
  let steps = 0
  const fill = (one: unknown, depth: number): { value: unknown } | undefined => {
    steps += 1
    if (steps > MOST_STEPS || depth > DEEPEST || isVaulted(one)) return undefined
    if (Array.isArray(one)) {
      const items = one.slice(0, MOST_STEPS).map((item) => fill(item, depth))
      return items.some((item) => item === undefined)
        ? undefined
        : { value: items.map((item) => item?.value) }
    }
    if (typeof one !== 'string' || !/\{[{%#]/.test(one)) return { value: one }
    const whole = /^\s*\{\{([^{}]*)\}\}\s*$/.exec(one)
    if (whole !== null) return expression(whole[1] ?? '', depth)
    let isWhole = one.length <= LONGEST
    const text = one.slice(0, LONGEST).replace(/\{\{([^{}]*)\}\}/g, (_, inner: string) => {
      const found = isWhole ? expression(inner, depth) : undefined
      isWhole &&= found !== undefined && typeof found.value !== 'object'
      return String(found?.value).slice(0, LONGEST)
    })
    return isWhole && text.length <= LONGEST && !/\{[{%#]/.test(text) ? { value: text } : undefined
  }
  const expression = (text: string, depth: number): { value: unknown } | undefined => {
    const [place = '', ...filters] = text.split('|').map((part) => part.trim())
    if (!filters.every((filter) => FILTERS.test(filter))) return undefined
    const [, name = '', rest = ''] = /^([A-Za-z_]\w*)((?:\[[^[\]]*\]|\.\w+)*)$/.exec(place) ?? []
    const keys = [...rest.matchAll(/\[\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*\]|\.(\w+)|(.)/g)].map(
      ([, single, double, index, word]) => single ?? double ?? index ?? word ?? '',
    )
    if (name === '') return undefined
    if (name === 'inventory_hostname')
      return keys.length > 0 || host === undefined ? undefined : { value: host }
    if (name === 'groups') {
      const [group = '', index = ''] = keys
      const found = keys.length === 2 ? variables.hostsOf(group)[Number(index)] : undefined
      return found === undefined ? undefined : { value: found }
    }
    const said = variables.of(host, name)
    const found = said === undefined ? undefined : fill(said.value, depth + 1)
    if (found === undefined || keys.length === 0) return found
    const item = Array.isArray(found.value) && keys.length === 1 ? found.value[Number(keys[0])] : undefined
    return item === undefined ? undefined : { value: item }
  }
  return fill(value, 0)
}
