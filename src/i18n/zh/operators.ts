/** org.yaml 中 `operators` 的错误。 */
export const texts = {
  'topology.private-key': {
    what: '`{path}` 填的是密钥的私钥部分，这里应填公钥。',
    why: '凡是看过这个文件、其副本或旧版本的人，都能打开为这把密钥密封的内容。此处不再显示它。',
    fix: '请该人员生成新的密钥，并只交出下面命令显示的 `age1…` 那一行：`age-keygen -o key.txt`\n把那一行填在这里，旧密钥不要再用于任何地方。',
  },
  'topology.invalid-operator-key': {
    what: '`{path}` 不是 age 密钥的公钥：{found}。',
    why: '公钥是 age1 加 58 个小写字母和数字，与 age-keygen 显示的一致。SSH 密钥、硬件设备或插件的密钥不能用在这里。',
    fix: '请该人员提供下面命令显示的那一行：`age-keygen -y key.txt`',
  },
  'topology.operator-key-mistyped': {
    what: '`{path}` 中有字符写错了：{found}。',
    why: 'age 公钥的最后六个字符是校验码，而校验不通过。',
    fix: '请整行复制，不要手工输入；该人员可用此命令显示它：`age-keygen -y key.txt`',
  },
  'topology.invalid-operator-name': {
    what: '`{path}` 不能是 {found}。',
    why: '姓名为 1 到 64 个字符，不能换行，首尾不能有空格。',
    fix: '请填写这个人的称呼，例如 anna。',
  },
  'topology.operator-count': {
    what: '`{path}` 应列出 1 到 50 个人。',
    why: '不为任何人密封的密钥谁也打不开。不写这个键时，用恢复口令密封。',
    fix: '请填写至少一个人，或从文件中删除 `operators`。',
  },
  'topology.repeated-operator': {
    what: '`{path}`：{found} 出现了两次。',
    why: '每个人只写一次，且公钥不能与别人相同：否则日后说不清谁曾能打开这些密钥。',
    fix: '删除其中一个，或改正它。',
  },
}
