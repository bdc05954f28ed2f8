import { expect, it } from 'vitest'
import { topologyJsonSchema } from '../../src/org-file/schema.js'

type Node = { [key: string]: unknown }

it('names the keys of the file and which of them are required', () => {
  const schema = topologyJsonSchema()
  expect(Object.keys(schema.properties as Node)).toEqual([
    'organisation',
    'release',
    'hosts',
    'roles',
    'ports',
    'network',
    'artifacts',
    'installDirectory',
    'serviceUser',
    'operators',
    'firewall',
    'consul',
    'access',
    'metrics',
    'backup',
    'hooks',
  ])
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    required: ['organisation', 'release', 'hosts', 'roles'],
    additionalProperties: false,
  })
})

it('describes every key', () => {
  expect(undescribed(topologyJsonSchema(), '')).toEqual([])
})

function undescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap((item) => undescribed(item, path))
  const { properties = {}, ...rest } = node as { properties?: Record<string, Node> } & Node
  const inside = Object.entries(properties).flatMap(([key, child]) => [
    ...(typeof child.description === 'string' ? [] : [`${path}.${key}`]),
    ...undescribed(child, `${path}.${key}`),
  ])
  return [...inside, ...Object.values(rest).flatMap((child) => undescribed(child, path))]
}
