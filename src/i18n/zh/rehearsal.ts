export const texts = {
  'rehearsal.unknown-fault': {
    what: '没有名为 {given} 的故障。',
    why: '可以演练的故障有：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.unknown-phase': {
    what: '安装过程中没有 {given} 这个阶段，故障无法在此时发生。',
    why: '安装分为以下阶段：{known}。',
    fix: '例如：{nearest}',
  },
  'rehearsal.malformed-fault': {
    what: '故障 {given} 的写法不符合 {name} 的要求。',
    why: '故障写作“名称@阶段:主机:端口”。只有 host-lost、disk-full 和 port-busy 可以指定阶段；只有 port-busy 带端口，而且必须带。',
    fix: '例如：`create-metis-node rehearse --fault {example}`',
  },
  'rehearsal.unknown-host': {
    what: '故障 {given} 指定的主机 {host} 不在该组织中。',
    why: '被演练的组织有以下主机：{known}。',
    fix: '例如：{nearest}',
  },

  'help.rehearse': '在本程序内的模拟主机上演练整个安装过程；不触及任何真实主机',
  'help.option.fault': '要发生的故障，例如 host-lost@distribute:h2、disk-full、wrong-password:h1；可多次指定',
  'help.option.speed': '相对于真实主机的速度倍数（默认：2）',
  'help.option.instant': '不等待任何时间',
  'help.option.rehearse-preset': '要演练的预设（默认：data-provider）；也可用 --file 指定自己的文件',
  'help.option.hosts': '演练具有这么多台主机的组织',
  'rehearse.label': '演练 |',
  'rehearse.begins': '所有主机均在本程序内模拟。不触及任何真实的东西，结束后也不留下任何东西。',
  'rehearse.step': '{step}/{steps}  create-metis-node {command}',
  'rehearse.corrected': '这就是您要求的故障（{faults}）。假定原因已经排除，现在再次运行同一命令。',
  'rehearse.done': '演练完成，用时 {seconds} 秒：检查通过，安装完毕，再无待办事项。',
  'rehearse.unmet': '没有发生：{faults}。该主机上没有进行到那一步的动作，请核对阶段和角色。',
  'rehearse.next': '正式安装：create-metis-node {command}',
}
