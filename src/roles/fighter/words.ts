import { type RoleWords, reasonsOf } from '../words.js'

/** What is said of data and compute alike. */
export const fighterTexts = {
  en: {
    moved:
      'its files keep their paths; for the carrier it is another service, {id}: what its database has of files and offers under the former address has to be published again in the console',
    'step.directories': 'files and results keep their absolute path for ever',
    'step.wheels': 'the service imports them when it starts',
    proof: '{healthy} of {all} data and compute services are registered',
    'proof.connected': 'The carrier is connected with {connected} of {all} data and compute services',
    next: 'Data and compute appear in the console within seconds after that.',
  },
  zh: {
    moved:
      '文件路径不变；但对 carrier 来说它是另一个服务 {id}：数据库中记在原地址下的文件和发布内容，需要在控制台重新发布',
    'step.directories': '文件和结果的绝对路径永不改变',
    'step.wheels': '服务启动时会导入它们',
    proof: '{all} 个 data 和 compute 服务中有 {healthy} 个已注册',
    'proof.connected': 'carrier 已连接 {all} 个 data 和 compute 服务中的 {connected} 个',
    next: '加入后几秒内，data 和 compute 会出现在控制台中。',
  },
}

export const why = reasonsOf<RoleWords<keyof typeof fighterTexts.en>>
