import * as z from 'zod'
import { topologyFile } from './schema.js'

/**
 * JSON Schema of `org.yaml`, for editors: completion, descriptions, and the errors that one key can show. In the draft
 * that every editor knows.
 */
export function topologyJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(topologyFile, { io: 'input', target: 'draft-7' })
  return { ...schema, title: 'org.yaml of create-metis-node' }
}
