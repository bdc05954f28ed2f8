import { type RoleWords, reasonsOf } from '../words.js'

/** What is said of data and compute alike. */
export const fighterTexts = {
  en: {
    'step.directories': 'files and results keep their absolute path for ever',
    'step.wheels': 'the service imports them when it starts',
  },
  zh: {
    'step.directories': '文件和结果的绝对路径永不改变',
    'step.wheels': '服务启动时会导入它们',
  },
}

export const why = reasonsOf<RoleWords<keyof typeof fighterTexts.en>>
