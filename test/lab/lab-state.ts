import { join } from 'node:path'
import { RUNNING_LABS } from './cache.js'

/** Where one lab's mounts, logs and known hosts are while it runs; its presence is what says that it does. */
export function labFolder(lab: string): string {
  return join(RUNNING_LABS, lab)
}

// Neither a lab's nor a host's name holds a dot, so no lab's names start like another's.
export function networkNamespace(lab: string, member: string): string {
  return `${namespacePrefix(lab)}${member}`
}

/** Where the installer runs. */
export function controllerNamespace(lab: string): string {
  return networkNamespace(lab, 'controller')
}

export function namespacePrefix(lab: string): string {
  return `metis-lab.${lab}.`
}

export function checkName(name: string): void {
  if (name === 'controller' || !/^[a-z0-9][a-z0-9-]{0,19}$/.test(name))
    throw new Error(`not a name for a lab or host: ${name}`)
}
