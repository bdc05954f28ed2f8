/** Of the checks: what is on a host already, or comes from another. */
export const texts = {
  'preflight.at-work': {
    what: '{machine} 上的 {user} 正在操作 {host}：`{command}`，当前阶段：{phase:phase}。',
    why: '现在看到的 {host} 的情况，过一会儿可能就变了。',
    fix: '等它结束后再看一次。',
  },
  'preflight.other-organisation': {
    what: '{host} 自 {since} 起属于组织 {other}：{machine} 上的 {user} 于 {at} 应用了它的第 {generation} 版。',
    why: '两个组织用同一台主机会互相覆盖：目录、服务，以及主机为各自保存的记录。',
    fix: '一台主机只服务一个组织：在 org.yaml 中为 {organisation} 换一台主机。\n如果不再需要 {other}，请 {user} 在它自己的目录中执行：`create-metis-node destroy`',
  },
  'preflight.host-of-others': {
    what: '{host} 上的 {directory} 属于组织 {other}。',
    why: '两个组织用同一目录会互相覆盖。',
    fix: '一台主机只服务一个组织：在 org.yaml 中为 {organisation} 换一台主机。\n如果不再需要 {other}，在它自己的目录中执行：`create-metis-node destroy`',
  },
  'preflight.other-data': {
    what: '{host} 上的 {directory} 里有组织 {other} 的数据：那个组织已从这里移除，数据留了下来。',
    why: '其中的身份、上传和结果可能只有这一份；{organisation} 的服务会把它们当成自己的。',
    fix: '在 org.yaml 中为 {organisation} 换一台主机。\n如果没有人再需要那些数据，在 {other} 的目录中执行：`create-metis-node destroy --delete-data`\n要把它们移到一边，在 {host} 上执行：`sudo mv -nT {directory} {directory}-{other}`',
  },
  'preflight.other-secrets': {
    what: '{hosts} 上的 {organisation} 是用另一套密钥和密码安装的，与本文件夹中的不同。',
    why: '它的密码和密钥在当初安装时所用文件夹的 secrets.json 里；这个文件不进版本库。换成别的，服务会连不上数据库并失去身份，因此没有做任何改动。',
    fix: '用恢复口令或操作员的密钥取回主机上保存的内容：`create-metis-node pull`\n根据一台主机新建文件夹：`create-metis-node recover --from USER@HOST`\n或把那个文件夹里的 secrets.json 复制到本文件夹（`cp -p` 会保留权限 0600），然后再执行同一条命令。',
  },
  'preflight.old-installation': {
    what: '{hosts} 上有旧 ansible 脚本部署的 Metis，自 {since}（UTC）起以用户 {users} 运行。\n{found}',
    why: '如果在旁边另装一套，组织会得到另一个身份，而数据库里记的仍是已入网的旧身份；两个同名 Consul 集群的节点还会互相串联。因此不会在它上面安装。',
    fix: '让它继续运行。查看能否按现状接管它、需要做什么：`create-metis-node adopt --plan`\n如果其中什么都不需要保留（包括身份），在这些主机上：停止这些进程（`sudo kill`；{pids}），把上面列出的文件夹移到别处（`sudo mv`），并备份后删除数据库 metis_admin。',
  },
  'preflight.old-stopped': {
    what: '{hosts} 上有用户 {users} 的旧 ansible 脚本部署的 Metis，目前没有运行。\n{found}',
    why: '它的身份、上传和结果可能只有这一份，数据库里也记着它已入网。如果在旁边另装一套，组织会得到另一个身份。因此不会在它上面安装。',
    fix: '用旧脚本启动它，再查看能否按现状接管：`create-metis-node adopt --plan`\n如果其中什么都不需要保留（包括身份），在这些主机上：把上面列出的文件夹移到别处（`sudo mv`），并备份后删除数据库 metis_admin。',
  },
  'preflight.old-joined': {
    what: '{host} 上的数据库 metis_admin 属于一个已入网的组织（{identity}），而这些主机上都没有它的 carrier 密钥。',
    why: '现在安装的 carrier 会生成自己的密钥，身份就与数据库里的不同了。',
    fix: "如果有那个组织的备份：`create-metis-node restore FILE`\n否则先备份再删除数据库，在 {host} 上：`sudo mysqldump metis_admin > metis_admin.sql && sudo mysql -e 'DROP DATABASE metis_admin'`",
  },
  'preflight.old-beside': {
    what: '{hosts} 上旧 ansible 脚本的进程仍在本组织旁边运行。\n{found}',
    why: '同一把密钥绝不能有两个 carrier；旧的 Consul 节点会与新的串联，因为两个集群同名。',
    fix: '在这些主机上停止它们：用 `sudo kill` 结束 {pids}',
  },
  'preflight.directory-foreign': {
    what: '{host} 上的 {directory} 不是空的，其中的内容不是本程序放置的：{found}',
    why: 'MetisNode 的所有内容都在一个专用目录之下，该目录必须是新的或空的：否则会覆盖他人的文件，或在移除时一并删除。',
    fix: '在 org.yaml 中写一个专用目录：installDirectory: {directory}/metis-node\n如果没有人需要其中的内容，在 {host} 上将其移走：`sudo mv {directory} {directory}.old`',
  },
  'preflight.account-foreign': {
    what: '{host} 上已有账户 {account}，它不是为该服务创建的。',
    why: '否则服务会以该账户运行，与现在使用它的人共用文件；而且卸载会删除服务的账户。',
    fix: '如果没有人使用，在 {host} 上执行：`sudo userdel {account}`\n否则在 org.yaml 中让账户名以别的词开头：serviceUser: metisnode',
  },
  'preflight.account-reused': {
    what: '{host} 上的 {path} 属于 {account}，而它不是本组织的账户。',
    why: '原来的账户已被删除，其编号后来分给了 {account}，它现在能读取这些文件。',
    fix: '在 {host} 上执行：`sudo chown -hR root:root {path}`',
  },
  'preflight.unit-foreign': {
    what: '{host} 上已有 {unit}，但不是从 {directory} 安装的。',
    why: '另一个组织或另一次安装使用了同样的名称；它会被覆盖。',
    fix: '如果它属于另一个组织，在 org.yaml 中为本组织换一台主机。\n如果没有人需要它，在 {host} 上执行：`sudo systemctl disable --now {unit} && sudo rm /etc/systemd/system/{unit} && sudo systemctl daemon-reload`',
  },
  'preflight.role-moves': {
    what: '{instance} 从 {from} 迁移到 {to}，带上它保存的一切。',
    why: '从 {from} 停止它，到它在 {to} 就绪，期间不可用：最快 {low} 秒，最慢约 {minutes} 分钟，其中要把 {mib} MiB 数据从 {from} 经本机搬到 {to}。{from} 上的数据也另外保留，直到有人删除。',
    fix: '计划里写明了对其他各方的影响。\n要留在原处，把 org.yaml 改回 {from}。',
  },
  'preflight.role-moved': {
    what: 'org.yaml 把 {role} 放在 {to}；它原来装在 {from}，身份和数据也在那里。',
    why: '在 {to} 上重新安装会出现身份相同、却没有数据的第二个。手工安装的主机不会被连接，所以无法搬运数据。',
    fix: '要留在原处，把 roles.{role} 改回 {from}。\n要迁移：在 {from} 上执行 `sudo systemctl disable --now metis-{instance}.service`；把 {from} 的 {data} 原样（属主与权限不变）复制到 {to} 的同一位置，再把 {from} 上的移到别处。\n等 {from} 的安装目录里不再有它之后，再用新的 org.yaml 执行 `create-metis-node apply`。',
  },
  'preflight.move-unclear': {
    what: 'org.yaml 现在把 {instance} 放在 {to}，而有或要同名服务数据的主机不止一台：{from}。',
    why: '数据只能从一台主机搬到另一台；哪一份属于哪里，只有您知道。',
    fix: '在 org.yaml 中一次只改一个服务，每次都执行 `create-metis-node apply`。',
  },
  'preflight.move-database': {
    what: '{instance} 从 {from} 迁移到 {to}，而 org.yaml 中它的数据库换了一种。',
    why: '迁移会把托管的数据库从一台主机搬到另一台；使用自己的数据库时只迁移程序。两种之间不会搬运数据，控制台会是空的。',
    fix: '让 org.yaml 中的 `database:` 保持原样，再执行 `create-metis-node apply`。\n要更换数据库：请自行把转储导入另一台服务器。',
  },
  'preflight.move-host-away': {
    what: 'org.yaml 把 {instance} 放在 {to}；按上次应用的内容它在 {from} 上，而 {from} 没有应答。',
    why: '它可能还在那里运行，数据也只在 {from} 上。在 {to} 上重新安装会出现身份相同、却没有数据的第二个。',
    fix: '打开 {from}，再运行一次：它会交出数据。\n要让 {instance} 留在原处，把 org.yaml 改回 {from}。\n如果 {from} 永远回不来了，把它从 org.yaml 的 `hosts:` 中删除，再执行 `create-metis-node apply --forget {from}`：{instance} 在 {to} 上从头开始，没有原来的数据。',
  },
  'preflight.move-no-room': {
    what: '{instance} 从 {from} 迁移到 {to}，而 {host} 放不下两份 {mib} MiB 的数据。',
    why: '数据在 {from} 上打包，在 {to} 上解包；全部到达之前，原来的数据一直保留。',
    fix: '在 {host} 上腾出空间：`df -h; du -xh --max-depth=2 / | sort -h | tail`\n或者在 org.yaml 中给 {instance} 换一台主机。',
  },
  'preflight.unit-surplus': {
    what: '{host} 上的 {instance} 已不在 org.yaml 中：apply 会移除它。',
    why: '主机上有什么以 org.yaml 为准。已有的数据留在那里，在 {directory}/.removed 下的目录里。',
    fix: '移除它：`create-metis-node apply`\n如果要保留，把它重新写入 org.yaml。',
  },
  'preflight.port-taken': {
    what: '{host} 上计划给 {instance} 的端口 {port}/{protocol} 已被 {process} 占用。',
    why: '两个程序不能监听同一个端口。',
    fix: '停止另一个程序；查看它：`sudo ss -lntup "sport = :{port}"`\n或在 org.yaml 中换一个端口：{setting}',
  },
  'preflight.task-port-taken': {
    what: '{host} 上 {instance} 的任务端口 {first}-{last} 中，{port}/{protocol} 已被 {process} 占用。',
    why: '服务会为任务取范围内的另一个端口；任务很多时就少了一个。',
    fix: '停止另一个程序；查看它：`sudo ss -lntup "sport = :{port}"`\n或在 org.yaml 中换一个范围：{setting}',
  },
  'preflight.mysql-in-the-way': {
    what: '主机 {host} 上已有 MySQL 服务器（{found}）。',
    why: '由本工具管理的数据库是 MariaDB，安装它会替换 MySQL 以及依赖它的一切。',
    fix: '使用现有的服务器；在 org.yaml 的 admin 项中：database: { host: {address}, port: {port}, adminUser: ACCOUNT }\n或把 admin 交给没有 MySQL 的主机。',
  },
  'preflight.mariadb-shared': {
    what: '主机 {host} 上已有 MariaDB 服务器（{found}），admin 将与之共用。',
    why: '其中的数据库会保留。但它会重启，之后只监听 127.0.0.1:{port}，使用 UTC 并开启事件。',
    fix: '如果没有别人从外部使用它，可以继续。\n否则把 admin 交给另一台主机，或在 org.yaml 的 admin 项中把它写成自己的服务器：database: { host: 127.0.0.1, port: {port}, adminUser: ACCOUNT }',
  },
  'preflight.database-login': {
    what: '主机 {host} 上的 MariaDB 不让 root 登录。',
    why: '安装会以 root@localhost（不带密码）建立 admin 的表。服务器说：{says}',
    fix: '在 {host} 上给 root 一个登录文件：/root/.my.cnf，内容为 [client] 和 password=...，然后 `chmod 600 /root/.my.cnf`\n或在 org.yaml 的 admin 项中把它写成自己的服务器：database: { host: 127.0.0.1, port: {port}, adminUser: ACCOUNT }',
  },
  'preflight.database-untried': {
    what: '主机 {host} 上有一个没有应答的 MariaDB，因此不知道 root 能否登录。',
    why: '安装会启动它，然后以 root@localhost 登录。它说：{says}',
    fix: '想现在就知道，在 {host} 上：`sudo systemctl start mariadb; sudo mariadb -u root -e "select 1"`',
  },
  'preflight.database-kept': {
    what: '主机 {host} 上已有数据库 metis_admin，但不是本组织创建的。',
    why: '它会连同其中的身份原样使用，不再加载表结构，只更改账户和控制台密码。',
    fix: "如果它属于本组织，请同时恢复同一时间的 carrier 数据，然后继续。\n否则先备份再删除，在 {host} 上：`sudo mysqldump metis_admin > metis_admin.sql && sudo mysql -e 'DROP DATABASE metis_admin'`",
  },
  'preflight.nginx-site-hidden': {
    what: '{host} 的 nginx 在端口 {port} 上已有站点 {site}。',
    why: '控制台使用 {address}:{port}，此后 nginx 对发往该地址的请求都以控制台应答。',
    fix: '在 org.yaml 中给控制台换一个端口：ports.console.{setting}\n或把该站点移到另一个端口：/etc/nginx/sites-enabled/{site}',
  },
  'preflight.java-exists': {
    what: '主机 {host} 上已有 Java {found}。',
    why: 'admin 使用发行版自带的 Java，并写明完整路径；已有的 Java 保持不变。',
    fix: '无需处理。',
  },
}
