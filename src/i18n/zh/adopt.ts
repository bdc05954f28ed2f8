/** `adopt` 所说的话。 */
export const texts = {
  'adopt.looking': '正在读取旧脚本留下的内容……',
  'adopt.identity': '身份（密钥、carrier 和数据库三者一致）',
  'adopt.identity.peer': '节点 {peer}',
  'adopt.identity.joined': '以 {name} 入网（{identity}）',
  'adopt.identity.none': '还没有用它入网',
  'adopt.services': '服务',
  'adopt.service': '{host}  {name}  位于 {folder}，用户 {user}，{state}',
  'adopt.runs': '正在运行',
  'adopt.stopped': '没有运行',
  'adopt.data': '{host}  上传和结果：{count} 个文件，{size}',
  'adopt.files': '发行版的文件（已没有网站提供）',
  'adopt.file': '{name}  {sum}...  {hosts}',
  'adopt.order': '接管需要做的事，按此顺序',
  'adopt.step.look': '像这里一样查看全部；身份有疑问就停下',
  'adopt.step.harvest': '把发行版的文件复制到本机并固定校验和；把 carrier 的密钥放进 secrets.json',
  'adopt.step.prepare': '旧的继续运行，在旁边准备新的目录；把数据库导出到文件',
  'adopt.step.stop':
    '依次停止 carrier、data 和 compute、admin、via，最后停止全部 Consul，之后才启动第一个新的',
  'adopt.step.start':
    '完整复制身份和 LevelDB，上传的文件仍留在两个数据库记着的路径，然后依次启动；carrier 必须还是同一个节点',
  'adopt.step.after': '更换密码和公开过的密钥，关闭原先敞开的端口；旧目录停用但保留，直到不再需要',
  'adopt.sound': '全部可以按现状接管。',
  'adopt.not-sound': '这样还不能接管：请看上面的错误。',
  'adopt.nothing-changed': '没有做任何改动。本版本只能查看，还不能执行其余步骤，请让旧的继续运行。',
}
