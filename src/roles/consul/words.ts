import { reasonsOf, roleWords } from '../words.js'
import { CONSUL } from './settings.js'

export const words = roleWords({
  en: {
    question: {
      what: 'Consul is the register of the organisation: every service tells it where it is, and asks it where the others are. On one host it is enough; on three it outlives the loss of one, on five of two.',
      usual: 'one; 3 or 5 on this screen makes it as many',
      seenBy: 'the services of your organisation only, each by a token of its own; its ports stay inside',
      breaks:
        'without it no service finds another; an even number of servers survives no more than one fewer',
      yaml: 'roles: { consul: [h1, h2, h3] }',
    },
    count:
      'One is enough; three survive the loss of one host, five of two. A majority must agree: an even number survives no more than one less.',
    texts: {
      light: 'light enough to share a host',
      majority: 'of {count} servers a minority may fail; each is light',
      'step.leader': 'Consul keeps keys only once it has a leader',
      'step.data-center': 'the carrier finds the data center there and does not start without it',
      'step.via': 'the carrier tells every fighter that address',
      'step.leave': 'a server that is only stopped would count for the majority for ever',
      'step.vote': 'one that came back counts for the majority only once it has a vote',
      'step.gossip-key': 'Consul servers know each other by a key that only they have',
      'step.gossip-1': 'gossip, 1 of 3: each server gets the key, and still understands those without it',
      'step.gossip-2': 'gossip, 2 of 3: each server encrypts what it sends',
      'step.gossip-3': 'gossip, 3 of 3: servers take nothing in clear any more',
      'step.acl-1': 'tokens, 1 of 2: Consul knows them, and answers those without one still',
      'step.acl-2': 'tokens, 2 of 2: Consul answers only who has one',
      'step.tokens': 'each service has a token that lets it do what it needs, and nothing else',
      'step.operator': 'by it Consul knows the calls that this program makes',
      'step.former-tokens': 'what nobody needs any more must open nothing',
      'step.gossip-rotated': 'all servers use the new key, and forget the former one',
      proof: 'Consul has a leader ({leader}), {alive} of {all} {all:server|servers} alive',
      'proof.no-leader': 'Consul has no leader',
    },
  },
  zh: {
    question: {
      what: 'Consul 是组织内的登记处：每个服务在此登记自己的位置，并查询其他服务。一台就够用；三台可承受一台故障，五台可承受两台。',
      usual: '一台；在本屏按 3 或 5 可改为相应台数',
      seenBy: '只有本组织的服务，各凭自己的令牌；端口不对外开放',
      breaks: '没有它，服务之间互相找不到；偶数台的容错能力并不比少一台时高',
      yaml: 'roles: { consul: [h1, h2, h3] }',
    },
    count: '一台即可；三台可承受一台故障，五台可承受两台。需要多数同意：偶数台并不比少一台更可靠。',
    texts: {
      light: '占用很少，可与其他角色同机',
      majority: '{count} 台中少数故障不影响服务，而且占用很少',
      'step.leader': 'Consul 有 leader 之后才能保存键',
      'step.data-center': 'carrier 从中找到数据中心，没有它就无法启动',
      'step.via': 'carrier 会把这个地址告诉每个计算与数据服务',
      'step.leave': '只停止而不退出的服务器会一直计入多数',
      'step.vote': '重新加入的服务器获得投票权后才计入多数',
      'step.gossip-key': 'Consul 服务器凭只有它们持有的密钥相互识别',
      'step.gossip-1': 'gossip 第 1 步（共 3 步）：每个服务器先拿到密钥，仍接受没有密钥的服务器',
      'step.gossip-2': 'gossip 第 2 步（共 3 步）：每个服务器加密发出的消息',
      'step.gossip-3': 'gossip 第 3 步（共 3 步）：不再接受明文消息',
      'step.acl-1': '令牌第 1 步（共 2 步）：Consul 识别令牌，仍接受没有令牌的请求',
      'step.acl-2': '令牌第 2 步（共 2 步）：Consul 只接受持有令牌的请求',
      'step.tokens': '每个服务有自己的令牌，只能做它需要的事',
      'step.operator': 'Consul 凭它识别本程序的请求',
      'step.former-tokens': '没人再用的令牌不应继续有效',
      'step.gossip-rotated': '所有服务器改用新密钥，并丢弃旧密钥',
      proof: 'Consul 已有 leader（{leader}），{all} 个服务器中有 {alive} 个在线',
      'proof.no-leader': 'Consul 没有 leader',
    },
  },
})

export const why = reasonsOf<typeof words>(CONSUL)
