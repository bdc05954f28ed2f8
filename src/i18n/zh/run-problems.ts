const AGAIN = '再次运行 `create-metis-node apply`：它会从中断处继续。'

/** Problems of runs, here or in another process. */
export const texts = {
  'run.action-failed': {
    what: '{host} 上的 {action} 失败，退出码 {exitCode}。',
    why: '其输出的最后几行说明了主机拒绝的原因。',
    fix: `阅读下面的输出，在 {host} 上排除原因。\n${AGAIN}`,
  },
  'run.not-ready': {
    what: '{host} 上的 {instance} 在运行，但 {seconds} 秒内没有进展，也未就绪。',
    why: '它在等待所需的条件；进程仍在。',
    fix: `查看日志：\`create-metis-node logs {instance}@{host}\`。\n排除日志中指出的原因。${AGAIN}`,
  },
  'run.process-ended': {
    what: '{host} 上的 {instance} 已启动，但它的进程已经退出。',
    why: '原因见下方的最后几行日志；其间 systemd 会反复重新启动它。',
    fix: `查看日志：\`create-metis-node logs {instance}@{host}\`。\n排除日志中指出的原因。${AGAIN}`,
  },
  'run.would-not-start': {
    what: '{instance} 在运行，但现在重新启动不了：{says}。',
    why: '它缺少的东西启动时也需要；只因为已经在运行，它才能继续。',
    fix: '先恢复它缺少的东西，再试一次。\n仍要这样做：同一条命令加上 `--even-so`',
  },
  'run.put-back': {
    what: '{instance} 改动后没有恢复健康，已恢复原状：{says}。',
    why: '它又像以前一样工作（{now}）。等待它的步骤都没有开始。',
    fix: `以上是它自己最后的输出。改正给它的内容，再试一次。${AGAIN}`,
  },
  'run.wave-stopped': {
    what: '共 {of} 个，其中 {instance} 失败，已恢复原状：{says}。已改动 {changed} 个，未动 {untouched} 个。',
    why: '它们一个接一个改动，前一个一直健康才轮到下一个。它又像以前一样工作（{now}）。',
    fix: `以上是它自己最后的输出。改正给它的内容，再试一次：已改动的保持不变。${AGAIN}`,
  },
  'run.not-put-back': {
    what: '{instance} 改动后没有恢复健康，恢复原状后也没有：{says}；现在：{now}。',
    why: '它原来的文件和设置都已恢复，所以它缺少的东西在别处，或者之后没有了。',
    fix: '查看它的输出：`create-metis-node logs {instance}`\n然后启动它：`create-metis-node restart {instance}`',
  },
  'run.disk-full': {
    what: '{host} 的磁盘已满：{action} 无法写入。',
    why: '没有半写的文件被使用：文件完整后才会改名到位。',
    fix: `在 {host} 上查找占用：\`df -h; du -xh --max-depth=2 / | sort -h | tail\`。\n释放空间。${AGAIN}`,
  },
  'run.read-only': {
    what: '{host} 的文件系统只读：{action} 无法写入。',
    why: '它以只读方式挂载，或内核在磁盘出错后切换为只读（见 `dmesg`）。',
    fix: `使其可写，或在 org.yaml 中另选 \`installDirectory\`。\n${AGAIN}`,
  },
  'run.backup-refused': {
    what: '{host} 无法把备份送到指定的主机。',
    why: '它用定时备份将要使用的密钥试过了。`Permission denied` 表示那里的 SSH 服务器不允许该账户登录（AllowUsers、AllowGroups、AuthorizedKeysFile）；超时表示两者之间有防火墙；其余是那台主机自己的话。',
    fix: `在 org.yaml 的 \`backup.to.host\` 所写的主机上改正，例如 /etc/ssh/sshd_config。\n${AGAIN}`,
  },
  'run.packages-unavailable': {
    what: '{host} 无法取得其服务所需的系统软件包。',
    why: '软件源无法访问、未更新，或没有该软件包。',
    fix: `在 {host} 上，\`sudo apt-get update\` 必须成功；否则修正 /etc/apt/sources.list。\n${AGAIN}`,
  },
  'run.packages-unfit': {
    what: '{host} 上服务所需的系统软件包与已安装的软件包不相配。',
    why: '某个软件包被固定在当前版本、互相冲突，或缺少依赖；apt 在下面指出了它的名字。没有卸载任何东西。',
    fix: `在 {host} 上查看被固定的软件包：\`apt-mark showhold\`；解除固定：\`sudo apt-mark unhold PACKAGE\`。\n依赖损坏时：\`sudo apt-get --fix-broken install\`。\n${AGAIN}`,
  },
  'run.carried-packages-unfit': {
    what: '随行带来的系统软件包无法安装到 {host}。',
    why: '主机上有些软件包的版本更新，或者有与它们冲突的软件包。没有为此删除主机上的任何东西。',
    fix: `在有网络的地方重新制作离线包，新的离线包会带有更新的软件包。\n或用其他方式在 {host} 上安装这些软件包：已安装的会保持原样。\n${AGAIN}`,
  },
  'run.package-manager-busy': {
    what: '{host} 的软件包管理器被其他程序占用，2 分钟内未释放。',
    why: '很可能是开机后的自动升级。',
    fix: `等到 {host} 上 \`sudo fuser /var/lib/dpkg/lock-frontend\` 不再显示进程。\n${AGAIN}`,
  },
  'run.wheel-missing': {
    what: '{host} 上 {instance} 需要的一个 Python 包在该主机上无法导入。',
    why: 'wheelhouse 归档不完整，或其中的内容是为别的 Python、别的处理器或更新的系统制作的。',
    fix: `让程序自己制作这两个归档：从 org.yaml 的 \`artifacts\` 中去掉 \`python\` 和 \`wheelhouse\`，并从 artifacts.lock.json 中删去它们的条目。\n或者把下面指出的内容加入 wheelhouse 归档（cp37 或 py3-none-any 的 wheel）。\n${AGAIN}`,
  },
  'run.data-center-unreachable': {
    what: '{host} 上的 carrier 无法连接网络的数据中心，因而退出。',
    why: '数据中心停机、org.yaml 中的地址有误，或防火墙丢弃了连接。',
    fix: `在 {host} 上用 org.yaml 的 network.dataCenter 试：\`timeout 2 bash -c '</dev/tcp/地址/端口'\`。\n修正地址或防火墙。${AGAIN}`,
  },
  'run.carrier-registered-twice': {
    what: '{host} 上的 carrier 拒绝启动：Consul 中已有带 `carrier` 标签的服务。',
    why: '另一个 carrier 使用同一个 Consul，或以前的注册残留。',
    fix: `停止另一个 carrier；一个组织只能有一个。\n${AGAIN}`,
  },
  'run.carrier-key-unusable': {
    what: '{host} 上 carrier 的 p2p 密钥无法使用。',
    why: '该文件必须恰好是 64 个十六进制字符，不能有其他内容，也不能有换行。',
    fix: `从备份恢复本组织的密钥；新密钥意味着网络中的新身份。\n${AGAIN}`,
  },
  'run.port-in-use': {
    what: '{host} 上的 {instance} 无法打开端口：已被其他程序占用。',
    why: '检查之后有程序占用了该端口，或旧的安装仍在运行。',
    fix: `在 {host} 上用 \`sudo ss -ltnp\` 查出占用者并停止它，或在 org.yaml 中换一个端口。\n${AGAIN}`,
  },
  'run.database-refused': {
    what: '数据库拒绝了 {host} 上 {instance} 使用的账号。',
    why: '其密码在外部被修改，或该账号权限不足。',
    fix: `在数据库服务器上检查该账号；托管的数据库由 \`apply\` 重新设置密码。\n${AGAIN}`,
  },
  'run.database-unreachable': {
    what: '{host} 上 {instance} 的数据库服务器没有应答。',
    why: '它没有运行，或 org.yaml 中的地址或端口有误。',
    fix: `在 {host} 上运行 \`systemctl status mariadb\`（托管），或检查外部服务器的端口。\n${AGAIN}`,
  },
  'run.no-leader': {
    what: '{host} 上的 Consul 没有 leader。',
    why: '超过半数的 Consul 服务器必须运行并能互相访问。',
    fix: `查看 \`create-metis-node status\`，并检查 consul 主机之间的 server 与 serf 端口。\n${AGAIN}`,
  },
  'run.nginx-config': {
    what: '{host} 上的 nginx 拒绝新的配置；之前的配置仍在使用。',
    why: '该主机上的其他站点文件有冲突，或证书无法读取。',
    fix: `在 {host} 上运行 \`sudo nginx -t\`，它会指出文件和行号。\n${AGAIN}`,
  },
  'run.host-held': {
    what: '{machine} 上的 {user} 正在操作 {host}：`{command}`，从 {since} 开始，当前阶段：{phase:phase}。',
    why: '两个人同时改动主机会互相覆盖，所以这里没有做任何改动。',
    fix: '等它结束：加上 `--wait` 的同一条命令会在那之后自动开始。\n如果它已断开，一分钟之内，或等主机上正在执行的那一步结束，占用会自动解除。',
  },
  'run.hold-lost': {
    what: '本命令已不再占用 {host}。',
    why: '与主机断开或停顿超过了一分钟，或这期间别人已开始操作。别人可能改动过主机，因此不再继续操作它。',
    fix: `查看现在还有哪些未完成：\`create-metis-node plan\`。\n${AGAIN}`,
  },
  'run.hold-impossible': {
    what: '{host} 上无法留下“正在操作”的标记：/run/metis-hold 无法写入，或缺少 flock。',
    why: '没有这个标记，两个人可能同时改动这台主机。',
    fix: `在 {host} 上查看：\`ls -ld /run/metis-hold; df -h /run; df -i /run; command -v flock\`。\n腾出空间、移走占位的东西，或安装 util-linux。${AGAIN}`,
  },
  'run.not-handed-over': {
    what: '{host} 没有交出为另一台主机打包的文件：{path}',
    why: '打包完成时它还在；要先取到它，才能在另一台主机上启动服务。',
    fix: `先看下面的输出。${AGAIN}缺少的会重新打包。`,
  },
  'run.host-lost': {
    what: '与 {host} 的连接中断，且无法重新建立。',
    why: '主机停机、重启，或中间的网络中断。',
    fix: `恢复 {host}。${AGAIN}`,
  },
  'run.plan-changed': {
    what: '显示计划之后主机发生了变化，因此什么也没有做。',
    why: '执行的必须是审阅过的内容；期间有人或其他程序改动了主机。',
    fix: '重新阅读现在将要执行的内容，确认后执行：`create-metis-node {again}`',
  },
  'run.still-differs': {
    what: '所有步骤都已执行，但仍有 {count} 处与 org.yaml 不同。',
    why: '主机上有程序把它们改了回去，或某个服务启动后随即不健康。',
    fix: '查看差异：`create-metis-node plan`。\n查看服务状态：`create-metis-node status`。',
  },
  'run.changes-open': {
    what: '主机与 org.yaml 有 {count} 处不同，因此没有轮换 {name}。',
    why: '这些更改会与轮换一起执行，失败时无法分辨是哪一个造成的。',
    fix: '查看差异：`create-metis-node plan`。\n先执行它们：`create-metis-node apply`，然后再轮换。',
  },
  'run.rotation-undone': {
    what: '未能确认 {names} 的新值可用：本机和主机上都已恢复为原来的值。',
    why: '原因见上文。新值已丢弃。',
    fix: '排除原因后重新轮换：`create-metis-node secrets rotate 名称`',
  },
  'run.rotation-stuck': {
    what: '{names} 的新值和原来的值都未能确认可用；主机上可能是其中任何一个。',
    why: '失败的原因见上文。两个值都在 {path} 中，只有您的账号可以读取。',
    fix: '排除原因后运行 `create-metis-node apply`：它会在所有主机上恢复原来的值，并删除该文件。在此之前请保留该文件。',
  },
  'run.facts-incomplete': {
    what: '{host} 有应答，但没有回答全部问题：{reason}。',
    why: '连接中断、磁盘已满，或 root 的 shell 启动文件结束了会话。',
    fix: '登录 {host} 并运行 `sudo bash -c true`；它必须没有输出并以退出码 0 结束。',
  },
  'run.process-lost': {
    what: '执行 {command} 的进程已经不在，且没有留下结束信息。',
    why: '它被强行终止、本机重启过，或者内存不足。正在执行的动作可能只做了一半。',
    fix: '无需清理：`create-metis-node apply` 会重新查看各主机，并从那里继续。',
  },
  'run.bug': {
    what: 'create-metis-node 出现了未预料的错误。',
    why: '这是安装程序的缺陷。主机停留在已完成动作之后的状态。',
    fix: '请附上以上内容报告此问题；地址见：`npm bugs create-metis-node`\n再次运行 `create-metis-node apply`，会从这里继续。',
  },
}
