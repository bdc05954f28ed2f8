import type { BundlingWord } from '../en/bundling.js'

/** What the commands that make, check and use bundles say, in Chinese. */
export const words: Readonly<Record<BundlingWord, string>> = {
  'help.bundle': '离线包：无网络现场所需的一切，装在一个文件里；制作、检查',
}
