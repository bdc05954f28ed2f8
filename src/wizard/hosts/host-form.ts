import { type Problem, problem } from '../../errors/problem.js'
import { filePath, hostAddress, name as hostName, hostOrAddress, loginUser } from '../../topology/values.js'
import type { DraftHost } from '../draft.js'
import { beside } from '../run-screen.js'
import { hasNoLogin } from './edit-hosts.js'
import { portOf } from './target.js'

export const FORM_FIELDS = ['name', 'address', 'user', 'port', 'identityFile', 'ssh'] as const
export type FormField = (typeof FORM_FIELDS)[number]

/** A host while it is being edited, as text. */
export interface HostForm {
  /** The host that is edited; absent for a new one. */
  readonly host?: DraftHost | undefined
  readonly values: Readonly<Record<FormField, string>>
  readonly field: FormField
  /** Why it could not be taken over. */
  readonly problem?: Problem
}

export function formOf(host: DraftHost | undefined, name: string): HostForm {
  const { address = '', user = '', port, identityFile = '', ssh = '' } = host ?? {}
  const values = { name: host?.name ?? name, address, user, port: String(port ?? ''), identityFile, ssh }
  return { host, values, field: 'address' }
}

/** Fields that mean something for this host: the installer's own computer, and one set up by hand, have no login. */
export function fieldsOf({ host }: Pick<HostForm, 'host'>): readonly FormField[] {
  return host !== undefined && hasNoLogin(host) ? ['name', 'address'] : FORM_FIELDS
}

/** The field after or before another, round and round. */
export function fieldBeside(form: HostForm, by: 1 | -1): FormField {
  return beside(fieldsOf(form), form.field, by)
}

/** The host that the form describes, or the first thing that is wrong, with its field. */
export function readForm(
  form: HostForm,
  all: readonly DraftHost[],
): { readonly host: DraftHost } | { readonly field: FormField; readonly problem: Problem } {
  const { host: before } = form
  const [name = '', address = '', user = '', port = '', identityFile = '', ssh = ''] = FORM_FIELDS.map(
    (field) => form.values[field].trim(),
  )
  const others = all.filter((host) => host.name !== before?.name)
  const taken = others.find((host) => host.name === name)
  const there = others.find((host) => host.address === address && address !== '')
  const wrong = (field: FormField, code: Problem['code'], details: Problem['details'] = {}) => ({
    field,
    problem: problem(code, { found: form.values[field].slice(0, 60), path: field, ...details }),
  })
  if (!hostName.safeParse(name).success) return wrong('name', 'topology.invalid-name')
  if (taken !== undefined) return wrong('name', 'hosts.name-taken')
  if (!(address === '' && ssh !== '') && !hostAddress.safeParse(address).success)
    return wrong('address', 'hosts.invalid-address')
  if (there !== undefined) return wrong('address', 'hosts.there-already', { host: there.name })
  if (before !== undefined && hasNoLogin(before)) return { host: { ...before, name, address } }
  if (!loginUser.safeParse(user).success) return wrong('user', 'hosts.invalid-user')
  if (port !== '' && portOf(port) === undefined) return wrong('port', 'hosts.invalid-port')
  if (identityFile !== '' && !filePath.safeParse(identityFile).success)
    return wrong('identityFile', 'hosts.invalid-path')
  if (ssh !== '' && !hostOrAddress.safeParse(ssh).success) return wrong('ssh', 'topology.invalid-host')
  const { port: _port, identityFile: _file, ssh: _ssh, hostKey, ...rest } = before ?? { hostKey: undefined }
  const isSamePlace = before !== undefined && (before.ssh ?? before.address) === (ssh || address)
  return {
    host: {
      ...rest,
      name,
      address,
      user,
      ...(port === '' || port === '22' ? {} : { port: Number(port) }),
      ...(identityFile === '' ? {} : { identityFile }),
      ...(hostKey === undefined || !isSamePlace ? {} : { hostKey }),
      ...(ssh === '' ? {} : { ssh }),
    },
  }
}
