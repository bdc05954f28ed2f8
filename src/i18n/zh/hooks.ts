/** 关于 org.yaml 中 `hooks` 所列命令的文字。 */
export const texts = {
  'hooks.none': 'org.yaml 中没有 hooks。',
  'hooks.new': 'org.yaml 中的以下命令从未在这台电脑上确认过，或者命令本身或其文件有了改动：',
  'hooks.known': 'org.yaml 中的以下命令会在这台电脑上运行：',
  'hooks.confirm': '从现在起，允许它们以您的身份在这台电脑上运行吗？',
  'hooks.confirmed': '已确认：在命令本身或其引用的目录内文件改动之前，它们都会运行。',
  'hooks.declined': '它们不会运行。',
  'hooks.tried': '已用试验事件运行 {event} 的命令，一切正常。',
}
