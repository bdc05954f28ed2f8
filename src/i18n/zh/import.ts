/** What `import` says. */
export const texts = {
  'ask.vault': '{file} 的 Ansible Vault 密码：',
  'import.header': '由 {path} 导入；每个值后面是它的出处。没有询问任何主机：如果主机上的值不同，以主机为准。',
  'import.fill-in': 'fill in: look on the host',
  'import.passwords':
    '这些文件中有以下密码，都没有复制。看过文件的人都知道它们：组织在这里运行之后，请逐个更换；控制台也还在用 admin。',
  'import.password': '  {name}  {place}',
  'import.ignored': 'org.yaml 中没有对应的位置，未采用：{names}',
  'import.not-asked':
    '没有询问任何主机。在主机上改过的端口和地址、手工建立的 data2 之类的文件夹，以及 Consul 中的内容，都不在 inventory 里：继续之前请先比较。',
  'import.no-apply':
    'carrier 保留它已有的密钥，因此没有生成新的。仍有旧部署的主机上不会安装任何东西；查看主机上实际怎样、接管需要做什么：`create-metis-node adopt --plan`',
}
