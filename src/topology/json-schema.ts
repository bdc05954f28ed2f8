import { z } from 'zod'
import { topologyFile } from './file-schema.js'

/** JSON Schema of `org.yaml`, for editors: completion, descriptions, and the errors that one key can show. */
export function topologyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(topologyFile, { io: 'input' })
  return { ...schema, title: 'org.yaml of create-metis-node' }
}
