import { fighterTexts } from '../fighter/words.js'
import { roleWords } from '../words.js'

export const words = roleWords({
  en: {
    question: {
      what: 'A compute service lends its cores and memory to tasks, your own and those of others.',
      usual: 'one, on the host with the most cores',
      seenBy: 'the carrier; others only through the via',
      breaks: 'on a small host tasks are slow or end for want of memory',
      yaml: 'roles: { compute: h4 }',
    },
    count: 'Several may share a host, each with ports of its own.',
    texts: fighterTexts.en,
  },
  zh: {
    question: {
      what: 'compute 服务把自己的核和内存提供给任务，包括您自己的和其他组织的。',
      usual: '一个，放在核数最多的主机上',
      seenBy: 'carrier；其他组织只能通过 via',
      breaks: '主机太小时，任务会很慢，或因内存不足而中断',
      yaml: 'roles: { compute: h4 }',
    },
    count: '同一主机上可以有多个，各用自己的端口。',
    texts: fighterTexts.zh,
  },
})
