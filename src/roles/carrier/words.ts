import { reasonsOf, roleWords } from '../words.js'
import { CARRIER } from './settings.js'

export const words = roleWords({
  en: {
    question: {
      what: 'The carrier speaks for your organisation in the network: it finds the carriers of the others, passes tasks on, and holds the key that is your identity. There is exactly one.',
      usual: 'a host that others can reach; most memory of all roles',
      seenBy: 'every organisation of the network, at its external address',
      breaks: 'if nobody can dial it, no task will ever reach you; a lost key is a lost identity',
      yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
    },
    count: 'The carrier is the identity of the organisation in the network; a second one refuses to start.',
    texts: {
      public: 'the public address {address} leads there',
      'step.key': 'the key is the identity of the organisation in the network',
      'step.key-form': 'the carrier exits with 0 when its key is malformed',
      moved:
        'the network sees the same node, whose ENR now has {address}: where it had another address before, partners have to change their bootstrap nodes and firewalls',
      proof: 'The carrier answers, and tells others to dial {address}',
      'proof.silent': 'The carrier on {host} does not answer, or is not in the p2p network',
      'proof.other-address': 'The carrier tells others to dial {told}, which is not {address}',
      'proof.peers': 'The carrier has {peers} {peers:peer|peers}',
      'proof.no-peers': 'The carrier has no peers yet: others may be unreachable, or may not reach it',
      'proof.first': 'The carrier has no peers yet: it is the first node of its network',
      'proof.joined': 'The organisation has joined the network as {name}',
      'proof.not-joined': 'The organisation has not joined the network yet: that is done in the console',
      'card.p2p': 'Carrier, p2p',
      'card.enr': 'ENR (bootstrap node)',
      'card.multi-address': 'Multiaddress',
      'card.grpc': 'Carrier, gRPC',
      'card.rest': 'Carrier, REST',
    },
  },
  zh: {
    question: {
      what: 'carrier 代表您的组织加入网络：寻找其他组织的 carrier，转发任务，并保存作为组织身份的密钥。只能有一个。',
      usual: '放在外部可以到达的主机上；是最耗内存的角色',
      seenBy: '网络中的每个组织，通过其外部地址',
      breaks: '外部连不上它，任务就永远到不了您这里；密钥丢失即身份丢失',
      yaml: 'roles: { carrier: { host: h1, externalAddress: 8.8.8.8 } }',
    },
    count: 'carrier 是组织在网络中的身份；第二个会拒绝启动。',
    texts: {
      public: '公网地址 {address} 指向该主机',
      'step.key': '该密钥是本组织在网络中的身份',
      'step.key-form': '密钥格式有误时 carrier 会以 0 退出',
      moved:
        '网络看到的仍是同一个节点，其 ENR 中的地址为 {address}：如果以前是别的地址，伙伴需要修改各自的引导节点和防火墙',
      proof: 'carrier 有应答，并对外公布地址 {address}',
      'proof.silent': '{host} 上的 carrier 没有应答，或未加入 p2p 网络',
      'proof.other-address': 'carrier 对外公布的地址是 {told}，而不是 {address}',
      'proof.peers': 'carrier 有 {peers} 个对等节点',
      'proof.no-peers': 'carrier 还没有对等节点：可能连不上对方，也可能对方连不上它',
      'proof.first': 'carrier 还没有对等节点：它是该网络的第一个节点',
      'proof.joined': '组织已加入网络，名称为 {name}',
      'proof.not-joined': '组织尚未加入网络：请在控制台中加入',
      'card.p2p': 'carrier，p2p',
      'card.enr': 'ENR（引导节点）',
      'card.multi-address': 'multiaddr 地址',
      'card.grpc': 'carrier，gRPC',
      'card.rest': 'carrier，REST',
    },
  },
})

export const why = reasonsOf<typeof words>(CARRIER)
