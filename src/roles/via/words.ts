import { reasonsOf, roleWords } from '../words.js'
import { VIA } from './settings.js'

export const words = roleWords({
  en: {
    question: {
      what: 'The via is the gate of your data and compute services: during a task those of other organisations reach yours through it, and only through it.',
      usual: 'a host with a public address; it needs little',
      seenBy: 'every organisation that takes part in a task with you',
      breaks: 'without an address that leads to it, tasks start and then fail',
      yaml: 'roles: { via: { host: h2, externalAddress: 8.8.4.4 } }',
    },
    count:
      'Every task is told one address of the organisation, that of its via; data and compute are found and reached through it only.',
    texts: {
      gateway: 'a gateway needs little, so it shares a host',
      public: 'the public address {address} leads there',
      proof: 'via is registered, and others reach it at {address}',
      'card.address': 'via',
    },
  },
  zh: {
    question: {
      what: 'via 是数据和计算服务的大门：任务执行时，其他组织的服务只能通过它到达您的服务。',
      usual: '放在有公网地址的主机上；占用很少',
      seenBy: '与您一起参与任务的每个组织',
      breaks: '地址到不了它，任务会启动，然后失败',
      yaml: 'roles: { via: { host: h2, externalAddress: 8.8.4.4 } }',
    },
    count: '每个任务只会得到组织的一个地址，即 via 的地址；data 和 compute 只能通过它被发现和访问。',
    texts: {
      gateway: '网关占用很少，可与其他角色同机',
      public: '公网地址 {address} 指向该主机',
      proof: 'via 已注册，外部通过 {address} 访问',
      'card.address': 'via',
    },
  },
})

export const why = reasonsOf<typeof words>(VIA)
