/** 主机停用时的问题。 */
export const texts = {
  'maintain.unknown-host': {
    what: '没有名为 {given} 的主机。',
    why: 'org.yaml 中有：{known}。',
    fix: '是否想写 {nearest}？',
  },
  'maintain.nothing-there': {
    what: '{host} 不承担任何角色，无需为它停止什么。',
    why: 'maintain 只停用运行着该组织服务的主机。',
    fix: '随时可以给它打补丁或重启。',
  },
  'maintain.quorum': {
    what: '停用 {host} 后，{all} 台 {role} 服务器只剩 {left} 台；多数为 {needed} 台。',
    why: '没有多数就没有 leader：服务无法注册，键不能读写。',
    fix: '先恢复其他服务器：`create-metis-node status` 会列出它们。\n仍要这样做：给同一命令加上 `--even-so`',
  },
  'maintain.others-unwell': {
    what: '其他实例不正常，因此不停用 {host}：{instances}。',
    why: '不能同时有两台主机停用，否则情况可能更糟。',
    fix: '查看它们的问题：`create-metis-node status`\n仍要这样做：给同一命令加上 `--even-so`',
  },
  'maintain.not-back': {
    what: '{host} 在 {minutes} 分钟内没有恢复（{code}）。',
    why: '它可能还在启动、在控制台等待，或者换了地址或密钥。',
    fix: '查看它的控制台。\n应答后：`create-metis-node maintain {host}` 或 `create-metis-node apply` 会启动停止的实例',
  },
} as const
