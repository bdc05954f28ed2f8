import { reasonsOf, roleWords } from '../words.js'
import { CARRIER } from './settings.js'

export const words = roleWords({
  en: {
    question: {
      what: 'The carrier speaks for your organisation in the network: it finds the carriers of the others, passes tasks on, and holds the key that is your identity. There is exactly one.',
      usual: 'a host that others can reach; most memory of all roles',
      seenBy: 'every organisation of the network, at its external address',
      breaks: 'if nobody can dial it, no task will ever reach you; a lost key is a lost identity',
      flag: '',
      yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
    },
    count: 'The carrier is the identity of the organisation in the network; a second one refuses to start.',
    texts: {
      public: 'the public address {address} leads there',
      'step.key': 'the key is the identity of the organisation in the network',
      'step.key-form': 'the carrier exits with 0 when its key is malformed',
    },
  },
  zh: {
    question: {
      what: 'carrier 代表您的组织加入网络：寻找其他组织的 carrier，转发任务，并保存作为组织身份的密钥。只能有一个。',
      usual: '放在外部可以到达的主机上；是最耗内存的角色',
      seenBy: '网络中的每个组织，通过其外部地址',
      breaks: '外部连不上它，任务就永远到不了您这里；密钥丢失即身份丢失',
      flag: '',
      yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
    },
    count: 'carrier 是组织在网络中的身份；第二个会拒绝启动。',
    texts: {
      public: '公网地址 {address} 指向该主机',
      'step.key': '该密钥是本组织在网络中的身份',
      'step.key-form': '密钥格式有误时 carrier 会以 0 退出',
    },
  },
})

export const why = reasonsOf<typeof words>(CARRIER)
