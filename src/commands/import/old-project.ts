import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type Problem, problem } from '../../errors/problem.js'
import type { Said } from '../../inventory/inventory.js'
import type { OldProject } from '../../inventory/organisation-file.js'
import type { ProjectFiles } from './project-files.js'

/** Where the playbooks keep the list of nodes: it is no variable. */
const TEMPLATE = 'roles/carrier_deploy/templates/carrier.yml.j2'
const CERTIFICATES = 'config/admin_cert/web'
/** SHA-256 of the key that came with the playbooks. */
const PUBLISHED_KEY = 'f8ae6505772617229730f42f001fd015c194f1e24327fbdc06185789cad5c160'

interface ReadProject {
  readonly project: OldProject
  readonly problems: readonly Problem[]
}

/** What stands beside the inventories. `usual` are the nodes that the release looks for. */
export async function readOldProject(
  folder: string,
  {
    tls,
    usual,
    files,
  }: { readonly tls: Said | undefined; readonly usual: readonly string[]; readonly files: ProjectFiles },
): Promise<ReadProject> {
  const template = join(folder, TEMPLATE)
  const nodes = nodesIn((await files.text(template)) ?? '')
  const isUsual = nodes !== undefined && JSON.stringify(nodes.value) === JSON.stringify(usual)
  const found = tls === undefined ? undefined : await certificate(folder, tls, files)
  return {
    project: {
      ...(nodes === undefined || isUsual
        ? {}
        : { bootstrapNodes: { value: nodes.value, from: `${TEMPLATE}:${nodes.line}` } }),
      ...(found === undefined || 'code' in found ? {} : { tls: found }),
    },
    problems: [
      ...(nodes === undefined
        ? [problem('import.bootstrap-unknown', { path: TEMPLATE }, { file: template }, 'advice')]
        : []),
      ...(found !== undefined && 'code' in found ? [found] : []),
    ],
  }
}

/** `bootstrap-node: [...]`, or a list below it. */
function nodesIn(text: string): { readonly value: readonly string[]; readonly line: number } | undefined {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => /^bootstrap-node\s*:/.test(line))
  if (at === -1) return undefined
  const below = lines.slice(at + 1)
  const end = below.findIndex((line) => !/^\s*(-.*)?$/.test(line))
  const list = [lines[at], ...below.slice(0, end === -1 ? undefined : end)]
    .join('\n')
    .slice('bootstrap-node'.length)
  if (/\{\{/.test(list)) return undefined
  const value = list.match(/(?:enr:|enode:\/\/)[\w@.:?=&-]+/g) ?? []
  return value.length > 0 || /^\s*:\s*\[\s*\]/.test(list) ? { value, line: at + 1 } : undefined
}

async function certificate(folder: string, { file, line }: Said, files: ProjectFiles) {
  const [path, key] = [join(folder, CERTIFICATES, 'server.pem'), join(folder, CERTIFICATES, 'server.key')]
  const [text, secret] = [await files.text(path), await files.text(key)]
  const where = { file, ...(line === undefined ? {} : { line }) }
  if (text === undefined || secret === undefined)
    return problem('import.tls-missing', { path: join(folder, CERTIFICATES) }, where, 'warning')
  if (createHash('sha256').update(secret).digest('hex') === PUBLISHED_KEY)
    return problem('import.tls-published', {}, where, 'warning')
  return { value: { certificate: path, key }, from: 'enable_tls' }
}
