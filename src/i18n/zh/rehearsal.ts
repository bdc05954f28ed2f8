import type { REHEARSAL_CODES } from '../../errors/codes/rehearsal.js'
import type { Messages } from '../say.js'

export const rehearsalMessages: Messages<(typeof REHEARSAL_CODES)[number]> = {
  'rehearsal.unknown-fault': {
    what: '没有名为 {given} 的故障。',
    why: '可以演练的故障有：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.unknown-phase': {
    what: '安装过程中没有 {given} 这个阶段，故障无法在此时发生。',
    why: '安装分为以下阶段：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.malformed-fault': {
    what: '故障 {given} 的写法不符合 {name} 的要求。',
    why: '故障写作“名称@阶段:主机:端口”。只有 host-lost、disk-full 和 port-busy 可以指定阶段；只有 port-busy 带端口，而且必须带。',
    fix: '例如：`create-metis-node rehearse --fault {example}`',
  },
  'rehearsal.unknown-host': {
    what: '故障 {given} 指定的主机 {host} 不在该组织中。',
    why: '被演练的组织有以下主机：{known}。',
    fix: '例如：{nearest}',
  },
}
