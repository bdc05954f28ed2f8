/** Problems of reading org.yaml and release files. */
export const texts = {
  'topology.unreadable': {
    what: '无法读取 {file}（{reason}）。',
    why: 'ENOENT 表示文件不存在；EACCES 表示当前账户无权读取。 ENOTFILE：它是目录、管道或设备。',
    fix: '用 --file 路径 指明文件，或切换到 org.yaml 所在目录。\n新建一份：create-metis-node init --preset minimal',
  },
  'topology.release-missing': {
    what: '找不到 {file}：org.yaml 中的 `release:` 指向它。',
    why: '复制 org.yaml 时没有带上它，或者路径写错：路径从 org.yaml 所在目录算起。',
    fix: '如果组织已安装，主机上保存着这个文件：`create-metis-node pull`\n否则改正 org.yaml 中的 `release:`，或把文件放回该处。',
  },
  'topology.wrong-file': {
    what: '{file} 不是 1 MiB 以内的文本文件。',
    why: '拓扑文件或版本文件是 UTF-8 文本，最多几百行，这很可能是另一个文件。',
    fix: '请指明真正的文件：用 --file，或写在 org.yaml 的 `release:` 后面；UTF-16 文本请另存为 UTF-8。',
  },
  'topology.empty-file': {
    what: '{path} 是空的。',
    why: '拓扑文件要有组织、版本、主机和角色；版本文件要有版本号、制品和主机规格。',
    fix: '拓扑文件从预设开始：create-metis-node init --preset minimal\n版本文件从本程序 presets/releases 中的一份副本开始。',
  },
  'topology.syntax': {
    what: '文件不是有效的 YAML：{message}',
    why: '常见原因：用了制表符而不是空格、冒号后缺少空格、括号没有闭合。',
    fix: '修正该行；每一层都用空格缩进。',
  },
  'topology.merge-marks': {
    what: '文件里还留着合并的标记，双方的内容都在其中。',
    why: '双方改了相同的行，版本管理无法取舍，留给您决定：一方的内容在 <<<<<<< 之下，另一方的在 >>>>>>> 之上。',
    fix: '在每一处保留想要的行，并删除标记。',
  },
  'topology.several-documents': {
    what: '文件中有多个 YAML 文档。',
    why: '此处的 `---` 开始了另一个文档，而拓扑文件或版本文件只能是一个文档。',
    fix: '此文件只保留一个；`---` 最多写在第一行。',
  },
  'topology.duplicate-key': {
    what: '键 `{key}` 出现了两次。',
    why: '其中一个会在不知不觉中失效。',
    fix: '删除或改名其中一个。',
  },
  'topology.too-many-entries': {
    what: '`{path}` 有 {count} 项。',
    why: '一个映射或列表最多 {most} 项：没有哪个组织有这么多主机，或某个角色有这么多实例。',
    fix: '删去不该在这里的内容；或把主机分成几个组织，每个组织用各自的文件夹。',
  },
  'topology.more-problems': {
    what: '类似的问题还有 {count} 个。',
    why: '一次超过一百个没人看得完，而且大多由前面的问题引起。',
    fix: '先改正已列出的问题，再检查一遍。',
  },
  'topology.unknown-preset': {
    what: '没有名为 `{name}` 的预设。',
    why: '已有预设：{known}。',
    fix: '查看各预设的用途：`create-metis-node init --list`\n然后，例如：`create-metis-node init --preset {nearest}`',
  },
}
