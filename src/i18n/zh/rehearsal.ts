export const texts = {
  'rehearse.label': '演练 |',
  'rehearse.begins': '所有主机均在本程序内模拟。不触及任何真实的东西，结束后也不留下任何东西。',
  'rehearse.step': '{step}/{steps}  create-metis-node {command}',
  'rehearse.readdressed': '网络有变动：{host} 的地址现在是 {address}，并且已经重启。',
  'rehearse.lost': '笔记本电脑丢了，文件夹也随之丢失。新电脑上只有 {host} 的地址和恢复口令。',
  'rehearse.changed': '在新电脑上给 org.yaml 加了一行。',
  'rehearse.corrected': '这就是您要求的故障（{faults}）。假定原因已经排除，现在再次运行同一命令。',
  'rehearse.done': '演练完成，用时 {seconds} 秒：检查通过，安装完毕，再无待办事项。',
  'rehearse.unmet': '没有发生：{faults}。该主机上没有进行到那一步的动作，请核对阶段和角色。',
  'rehearse.next': '正式安装：create-metis-node {command}',
}
