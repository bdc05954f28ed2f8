import { type RoleWords, reasonsOf } from '../words.js'

/** What is said of data and compute alike. */
export const fighterTexts = {
  en: {
    'step.directories': 'files and results keep their absolute path for ever',
    'step.wheels': 'the service imports them when it starts',
    proof: '{healthy} of {all} data and compute services are registered',
    'proof.connected': 'The carrier is connected with {connected} of {all} data and compute services',
    next: 'Data and compute appear in the console within seconds after that.',
  },
  zh: {
    'step.directories': '文件和结果的绝对路径永不改变',
    'step.wheels': '服务启动时会导入它们',
    proof: '{all} 个 data 和 compute 服务中有 {healthy} 个已注册',
    'proof.connected': 'carrier 已连接 {all} 个 data 和 compute 服务中的 {connected} 个',
    next: '加入后几秒内，data 和 compute 会出现在控制台中。',
  },
}

export const why = reasonsOf<RoleWords<keyof typeof fighterTexts.en>>
