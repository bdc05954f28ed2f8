const MADE =
  '或者让程序自己制作 `python` 和 `wheelhouse`：从 org.yaml 的 `artifacts` 中去掉它们，并从 artifacts.lock.json 中删去它们的条目。'

export const texts = {
  'preflight.system-unsupported': {
    what: '主机 {host} 的系统是 {found}。',
    why: '各服务及其软件包只在 Debian 11 至 13 和 Ubuntu 18.04、20.04、22.04、24.04 上确认可用。',
    fix: '在 {host} 上安装以上系统之一，或在 org.yaml 中把它的角色交给另一台主机。',
  },
  'preflight.machine-unsupported': {
    what: '主机 {host} 是 {found} 架构。',
    why: '该版本的程序只为 x86-64 编译。',
    fix: '在 org.yaml 中把它的角色交给一台 x86-64 主机。',
  },
  'preflight.systemd-missing': {
    what: '主机 {host} 不是由 systemd 启动的。',
    why: '各服务由 systemd 启动，并在失败或重启后再次拉起。这很可能是一个普通容器。',
    fix: '请使用虚拟机、物理机，或以 systemd 作为 PID 1 的容器。\n查看 PID 1：`ps -p 1 -o comm=`',
  },
  'preflight.few-cores': {
    what: '主机 {host} 有 {found} 个核，{roles} 建议 {wanted} 个。',
    why: '同一主机上各角色的建议值会相加。任务仍能运行，只是较慢。',
    fix: '给 {host} 增加核数，或在 org.yaml 中把某个角色移到另一台主机。',
  },
  'preflight.little-memory': {
    what: '主机 {host} 有 {found} GiB 内存，{roles} 建议 {wanted} GiB。',
    why: '同一主机上各角色的建议值会相加。内存不足时，Linux 会在高负载下终止占用最大的服务。',
    fix: '给 {host} 增加内存，或在 org.yaml 中把某个角色移到另一台主机。',
  },
  'preflight.small-disk': {
    what: '主机 {host} 上供服务使用的磁盘有 {found} GiB，{roles} 建议 {wanted} GiB。',
    why: '同一主机上各角色的建议值会相加。上传的数据、结果和日志都保存在那里。',
    fix: '给 {host} 换更大的磁盘，或在 org.yaml 中指定大磁盘上的目录：installDirectory: /PATH',
  },
  'preflight.disk-full': {
    what: '主机 {host} 上 {directory} 可用空间为 {free} GiB，安装需要 {needed} GiB。',
    why: '磁盘写满会让安装停在半途。',
    fix: '查看空间占用：`sudo du -xh --max-depth=2 / | sort -h | tail`\n通常这样就够了：`sudo apt-get clean; sudo journalctl --vacuum-size=200M`\n或在 org.yaml 中指定更大磁盘上的目录：installDirectory: /PATH',
  },
  'preflight.packages-no-room': {
    what: '主机 {host} 的 {mount}（{paths} 所在处）可用空间为 {free} GiB，系统软件包在那里需要 {needed} GiB。',
    why: '它是单独的文件系统；安装软件包时写满磁盘会停在半途。',
    fix: '查看空间占用：`sudo du -xh --max-depth=2 {mount} | sort -h | tail`\n通常这样就够了：`sudo apt-get clean; sudo journalctl --vacuum-size=200M`\n或扩大 {mount} 的文件系统。',
  },
  'preflight.packages-held': {
    what: '主机 {host} 上无法安装系统软件包 {packages}：{held} 被固定在当前版本。',
    why: '事先询问 apt，它说：\n{reason}',
    fix: '先问清是谁固定的（`apt-mark showhold`），再在 {host} 上执行：`sudo apt-mark unhold {held}`\n或手工安装与它相配的版本。',
  },
  'preflight.packages-unfit': {
    what: '主机 {host} 上无法安装系统软件包 {packages}。',
    why: '事先询问 apt，它说：\n{reason}',
    fix: '依赖损坏时，在 {host} 上：`sudo apt-get --fix-broken install`\n想看到同样的结果：`apt-get --simulate install --no-install-recommends {packages}`',
  },
  'preflight.packages-removed': {
    what: '要在 {host} 上安装 {packages}，apt 会卸载 {removed}。',
    why: '别人可能在用的软件，未经要求不会卸载。',
    fix: '如果没有人需要它，在 {host} 上：`sudo apt-get remove {removed}`\n否则在 org.yaml 中把该角色交给另一台主机。',
  },
  'preflight.packages-unknown': {
    what: '主机 {host} 的软件包列表中没有 {packages}。',
    why: '安装时会先更新列表；如果所有软件源都没有，安装就会失败。',
    fix: '在 {host} 上：`sudo apt-get update`，然后 `apt-cache policy {packages}`；Ubuntu 上还可执行 `sudo add-apt-repository universe`。',
  },
  'preflight.packages-untried': {
    what: '主机 {host} 还没有软件包列表，因此不知道能否取得 {packages}。',
    why: '安装时会先更新列表。`check` 不改动任何东西。',
    fix: '想现在就知道，在 {host} 上：`sudo apt-get update`，然后 create-metis-node check',
  },
  'preflight.few-files': {
    what: '主机 {host} 的 {mount}（{paths} 所在处）只能再放 {free} 个文件，安装需要 {needed} 个。',
    why: '每个文件占用一个 inode，而文件系统的 inode 数是固定的；用完后，磁盘还有空间也会报 "No space left on device"。',
    fix: '查看占用：`sudo du --inodes -x --max-depth=3 {mount} | sort -n | tail`\n删除不需要的文件，或重新创建 inode 更多的文件系统（mkfs.ext4 -i 8192）。',
  },
  'preflight.read-only': {
    what: '主机 {host} 上无法写入 {path}：{mount} 以只读方式挂载。',
    why: '安装要写到那里。磁盘出错时，内核也会把它改为只读。',
    fix: '查看原因：`findmnt {mount}; sudo dmesg | grep -i "remount\\|i/o error" | tail`\n磁盘正常时：`sudo mount -o remount,rw {mount}`，并从 /etc/fstab 的对应行去掉 `ro`。',
  },
  'preflight.no-exec': {
    what: '主机 {host} 上无法从 {path} 启动程序：{mount} 以 noexec 挂载。',
    why: '服务的程序就在那里；systemd 会对每个程序报 "Permission denied"（203/EXEC）。',
    fix: '`sudo mount -o remount,exec {mount}`，并从 /etc/fstab 的对应行去掉 `noexec`。\n或在 org.yaml 中指定其他文件系统上的目录：installDirectory: /PATH',
  },
  'preflight.tools-missing': {
    what: '主机 {host} 缺少 {tools}。',
    why: '安装要用到这些程序；没有它们，就无法得知主机上的情况。',
    fix: '在 {host} 上：`sudo apt-get install -y {packages}`',
  },
  'preflight.unanswered': {
    what: '主机 {host} 没有答完这些问题：{questions}。',
    why: '不知道的，既不算正常也不算错误。多半是主机太忙，或其上某个程序卡住了。',
    fix: '查看：`uptime; sudo dmesg | tail`，然后再次执行：create-metis-node check',
  },
  'preflight.avx-missing': {
    what: '主机 {host} 的 CPU 没有 AVX，而 {instances} 需要它。',
    why: '在这样的 CPU 上，计算服务中的 TensorFlow 会在第一个任务时以 "Illegal instruction" 退出。虚拟机常常隐藏该特性。',
    fix: "让虚拟机看到真实的 CPU（libvirt：<cpu mode='host-passthrough'/>，Proxmox：type host），或移动该角色。\n再次查看：`grep -o -m 1 -w avx /proc/cpuinfo`",
  },
  'preflight.wheels-unfit': {
    what: '给定的 Python 是 {version}，而以下 wheel 适用于别的版本：\n{files}',
    why: '带有程序的 wheel 只能用于为之构建的那个版本。',
    fix: `请使用 cp37 或 py3-none-any 的 wheel，以及 Python 3.7。\n${MADE}`,
  },
  'preflight.wheels-missing': {
    what: 'wheelhouse 中缺少其中其他包所需要的包：\n{wheels}',
    why: '主机不会访问软件包索引：这里没有的，服务启动时或第一个任务时就会缺少。',
    fix: `为每一个补上 cp37 或 py3-none-any 的 wheel。\n${MADE}`,
  },
  'preflight.glibc-old': {
    what: '{file} 需要 glibc {needed}，而主机 {host} 上是 {glibc}。',
    why: '其中的程序是在比该主机更新的系统上构建的，在那里无法启动。',
    fix: `请在所有主机中最旧的系统上构建，或者把该角色放到系统较新的主机上。\n${MADE}`,
  },
  'preflight.libraries-missing': {
    what: '主机 {host} 缺少 {file} 需要而又没有自带的库：{libraries}',
    why: '它是在有这些库的机器上构建的，没有它们就无法启动。',
    fix: `安装包含它们的软件包：\`apt-file search 名称\`，或查 https://packages.debian.org。\n${MADE}`,
  },
  'preflight.variant-not-carried': {
    what: '离线包中没有适合主机 {host} 的 CPU（{cpu}）的 {artifact}。',
    why: '该文件分为支持 AVX2 和不支持 AVX2 的两种；制作离线包时只选了另一种。',
    fix: '在有网络的地方重新制作离线包，不加 --cpu：create-metis-node bundle create\n或让虚拟机看到真实的 CPU，或在 org.yaml 中把 {host} 的角色交给其他主机。',
  },
  'preflight.no-packages-carried': {
    what: '主机 {host} 的系统是 {system}，离线包没有带它的系统软件包。主机缺少：{packages}。',
    why: '没有网络时，主机只能从离线包取得软件包。这个离线包带有以下系统的软件包：{carried}。',
    fix: '在有网络的地方把这个系统也加进离线包：create-metis-node bundle create --os {system}\n或用其他方式安装这些软件包，或在 org.yaml 中把 {host} 的角色交给其他主机。',
  },
  'preflight.clock-ahead': {
    what: '{host} 的时钟比 {other} 快 {seconds} 秒。',
    why: '网络中的消息只在 3 秒内有效，看似来自未来的消息会被拒绝，任务因此失败。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-behind': {
    what: '{host} 的时钟比 {other} 慢 {seconds} 秒。',
    why: '网络中的消息只在 3 秒内有效，看似来自未来的消息会被拒绝，任务因此失败。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-not-here': {
    what: '{host} 的时钟与本机相差 {seconds} 秒。',
    why: '两者之一是错的。如果错的是 {host}，其他组织会拒绝它的消息。',
    fix: '与可信的时钟比较：`date -u`\n在出错的主机上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony && sudo chronyc makestep`',
  },
  'preflight.clock-unsynchronised': {
    what: '{host} 的时钟没有任何服务在校准。',
    why: '今天可能是准的；漂移几秒后，其他组织就会拒绝它的消息。',
    fix: '在 {host} 上：`sudo apt-get install -y chrony && sudo systemctl enable --now chrony`\n没有互联网时，在 /etc/chrony/chrony.conf 中写上自己的时间服务器：server ADDRESS iburst',
  },
  'preflight.same-machine': {
    what: '主机 {other} 和 {host} 是同一台机器：machine-id 和地址（{addresses}）都相同。',
    why: '同一台机器在 org.yaml 中有两个名字，端口会冲突。',
    fix: '在 org.yaml 的 hosts: 中只保留一个，并把两者的角色都给它。',
  },
  'preflight.same-machine-id': {
    what: '主机 {other} 和 {host} 的 machine-id 相同：{machineId}。',
    why: '其中一台是另一台的克隆。DHCP 可能给两者同一个地址，日志也无法区分。',
    fix: '在 {host} 上：`sudo rm -f /etc/machine-id /var/lib/dbus/machine-id && sudo systemd-machine-id-setup && sudo reboot`',
  },
  'preflight.same-hostname': {
    what: '主机 {other} 和 {host} 的主机名都是 {hostname}。',
    why: '服务可以工作，但日志里分不清是哪一台。',
    fix: '在 {host} 上：`sudo hostnamectl set-hostname {host}`',
  },
  'preflight.address-missing': {
    what: '主机 {host} 没有地址 {address}，它的地址是 {found}。',
    why: '服务在该地址上监听并用它注册。在 NAT 之后，文件里要写内部地址，外部地址写在 `ssh:`。',
    fix: '在 org.yaml 中把 hosts.{host}.address 设为它自己的、其他主机能访问的地址。\n如果登录用的是另一个地址：hosts.{host}.ssh: OUTER-ADDRESS\n查看地址：`ip -4 -o addr`',
  },
  'preflight.address-not-first': {
    what: '{host} 上的 {instance} 会注册 {first}（{interface}），而不是 {address}。',
    why: '它取系统列出的第一个地址，没有配置可以改变。其他服务会到错误的地方找它。',
    fix: '如果其他主机能访问 {first}，在 org.yaml 中设置 hosts.{host}.address: {first}\n否则，若不需要 {interface}（网桥或隧道）就删除它，或把 {instance} 移到另一台主机。\n查看顺序：`ip -4 -o addr`',
  },
  'preflight.external-loopback': {
    what: '{host} 上 {instance} 的外部地址是 {address}。',
    why: '得到这个地址的人只会连到自己。',
    fix: '在 org.yaml 中把 {instance} 的 externalAddress 设为其他组织访问 {host} 所用的地址。',
  },
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
  'preflight.port-refused': {
    what: '{from} 无法访问 {to} 上的 {purpose}：{address}:{port} 拒绝连接。',
    why: '测试时那里有监听者，所以是 {to} 上或两者之间的防火墙拒绝了连接。',
    fix: '在 {to} 上使用 ufw：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`\n或使用 nftables：`sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\n再试一次：`create-metis-node check`',
  },
  'preflight.port-filtered': {
    what: '{from} 无法访问 {to} 上的 {purpose}：{address}:{port} 在 2 秒内没有应答。',
    why: '{to} 上的防火墙或两者之间的安全组丢弃了数据包。',
    fix: '在 {to} 上使用 ufw：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`\n或使用 nftables：`sudo nft insert rule inet filter input ip saddr {fromAddress} tcp dport {port} accept`\n在云上，在 {to} 的安全组中放行来自 {fromAddress} 的 TCP {port}。',
  },
  'preflight.host-unreachable': {
    what: '{from} 无法访问 {to} 上的 {purpose}：没有到 {address}:{port} 的路径。',
    why: '两者之间没有路由，或防火墙如此应答（reject with host-prohibited）。',
    fix: '在 {from} 上查看路径：`ip route get {address}`\n如果有路径，在 {to} 上：`sudo ufw allow from {fromAddress} to any port {port} proto tcp`',
  },
  'preflight.pair-blocked': {
    what: '{from} 无法访问 {to} 上的 {purpose}（{address}:{port}，{result}），该主机上有其他防火墙在运行：{firewall}。',
    why: '没有规则的连接都会被它拦下，而我们自己的表不会代它放行。',
    fix: '在 {to} 上以 root 执行：`{rule}`\n{to} 需要的全部规则：`create-metis-node firewall print {to} --format ufw`，或 firewalld、cloud\n重新尝试：`create-metis-node check`',
  },
  'preflight.open-to-hosts': {
    what: '{to} 上 {instance} 的 TCP {port} 应对 {from} 关闭，却是开放的。',
    why: '规则没有加载、缺少这个端口，或者在它之前有别的规则放行。',
    fix: 'firewall: managed：`create-metis-node plan` 会列出缺少的内容，apply 会加载\nfirewall: by-hand：请加载 `create-metis-node firewall print {to}` 输出的规则\n重新尝试：`create-metis-node check`',
  },
  'preflight.open-to-here': {
    what: '{to} 上 {instance} 的 TCP {port} 应对本机关闭，却是开放的。',
    why: '规则没有加载、缺少这个端口、在它之前有别的规则放行，或者本机使用了某台主机的地址。',
    fix: 'firewall: managed：`create-metis-node plan` 会列出缺少的内容，apply 会加载\nfirewall: by-hand：请加载 `create-metis-node firewall print {to}` 输出的规则\n重新尝试：`create-metis-node check`',
  },
  'preflight.data-center-unreachable': {
    what: '{from} 无法访问数据中心 {address}:{port}（{result}）。',
    why: 'carrier 每次启动都要连接它，等待 2 秒，没有应答就退出。',
    fix: "放行从 {from} 到 {address}:{port} 的出站 TCP。\n如果网络使用另一个数据中心，在 org.yaml 中：network: { dataCenter: 'ADDRESS:PORT' }\n在 {from} 上手动尝试：`timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.database-unreachable': {
    what: '{from} 无法访问数据库 {address}:{port}（{result}）。',
    why: 'admin 每次启动都要打开它，打不开就退出。',
    fix: "放行从 {from} 到 {address}:{port} 的出站 TCP，并让数据库服务器在那里监听。\n在 {from} 上手动尝试：`timeout 2 bash -c '</dev/tcp/{address}/{port}' && echo open`",
  },
  'preflight.via-hairpin': {
    what: '{from} 无法通过外部地址 {address}:{port} 访问 via（{result}）。',
    why: '数据和计算服务通过外部地址与自己的 via 通信，所以路由器要把它送回内部（hairpin NAT）。',
    fix: '在路由器上，对来自内部的连接也把 {address}:{port} 转发到 {via}（NAT 回流）。\n或在 {from} 上：`sudo iptables -t nat -A OUTPUT -d {address} -p tcp --dport {port} -j DNAT --to-destination {viaAddress}`',
  },
  'roles.database-beside-fighter': {
    what: 'admin 的数据库与 {fighters} 同在 {host}，共用 {memory} GiB 内存。',
    why: '任务可能占满内存，此时 Linux 会结束占用最大的程序，往往就是数据库。',
    fix: '把 admin 或 {fighters} 放到另一台主机。\n或把 {host} 的内存加到 16 GiB。',
  },
  'roles.external-address-private': {
    what: '{role} 的外部地址 {address} 在您自己的网络之外无法到达。',
    why: '公共网络中的其他组织会连接该地址，而 {address} 是内网地址。',
    fix: '向路由器管理员询问指向 {host} 的公网地址。\n或把 {role} 放到有公网地址的主机上。\n若所加入的私有网络能到达该地址，则无需更改。',
  },
  'roles.invalid-network': {
    what: '`{found}` 不是网络地址。',
    why: '网络写作地址、斜线和有效位数；单个地址直接写。',
    fix: '例如 `192.168.7.0/24`，多个之间用空格分开。',
  },
}
