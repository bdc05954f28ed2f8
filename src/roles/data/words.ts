import { fighterTexts } from '../fighter/words.js'
import { roleWords } from '../words.js'

export const words = roleWords({
  en: {
    question: {
      what: 'A data service keeps the files that your organisation offers, and feeds them into tasks without handing them out.',
      usual: 'one, on a host of its own',
      seenBy: 'carrier and admin; others only through the via',
      breaks:
        'its port is part of what it is: a service that gets another port loses its files for the carrier',
      yaml: 'roles: { data: { host: h3, port: 8700 } }',
    },
    count: 'Several may share a host, each with ports of its own.',
    texts: fighterTexts.en,
  },
  zh: {
    question: {
      what: 'data 服务保存组织提供的文件，让它们参与任务而不交出文件本身。',
      usual: '一个，独占一台主机',
      seenBy: 'carrier 和 admin；其他组织只能通过 via',
      breaks: '端口是它身份的一部分：换了端口，carrier 就找不到它的文件',
      yaml: 'roles: { data: { host: h3, port: 8700 } }',
    },
    count: '同一主机上可以有多个，各用自己的端口。',
    texts: fighterTexts.zh,
  },
})
