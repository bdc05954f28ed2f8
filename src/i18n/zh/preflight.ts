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
