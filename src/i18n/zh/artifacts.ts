const PUT =
  '或者从别处取得这些文件，按上述文件名放进 org.yaml 旁边的一个文件夹，并在 org.yaml 中写：artifacts: {source: ./artifacts}'
const MIRROR = '或者改用其他服务器：--mirror {family}=https://mirror.example/'

export const texts = {
  'artifact.unknown': {
    what: '发布版本 {release} 没有名为 `{artifact}` 的制品。',
    why: '`artifacts.files` 下的名字写错了，或属于其他版本。',
    fix: '请使用其中之一：{known}',
  },
  'artifact.not-in-release': {
    what: '版本 {release} 没有列出制品 `{artifact}`，而角色 {role} 需要它。',
    why: '它列出的有：{known}。',
    fix: '请在该版本文件的 `artifacts` 下补上它，写法与本程序自带的版本文件相同。',
  },
  'artifact.missing': {
    what: '{release} 有 {count} 个文件在所有查找过的位置都不存在：\n{files}',
    why: '文件夹或镜像不完整，或者文件在那里用了别的名字。',
    fix: '按上述文件名把文件放进 org.yaml 旁边的一个文件夹，并在 org.yaml 中写：artifacts: {source: ./artifacts}\n或者单独指定一个文件：artifacts: {files: {{example}: ./path/to/file}}',
  },
  'artifact.file-missing': {
    what: '为 `{artifact}` 指定的文件不存在：{path}',
    why: '路径写错了；相对路径以 org.yaml 所在文件夹为起点。',
    fix: '改正 org.yaml 中的 `artifacts.files`，或把文件放到那里：ls -l -- {quoted}',
  },
  'artifact.source-missing': {
    what: '`artifacts.source` 既不是文件夹也不是 zip 文件：{path}',
    why: '路径写错了，或磁盘没有挂载；相对路径以 org.yaml 所在文件夹为起点。',
    fix: '改正 org.yaml 中的 `artifacts.source`，或让该文件夹可用：ls -ld -- {quoted}',
  },
  'artifact.unresolved': {
    what: '域名 {server} 无法解析（{reason}），有 {count} 个文件无法获取：\n{files}',
    why: '本机没有互联网连接或 DNS 不可用，或者该服务器已不存在。',
    fix: `检查：getent hosts {server}\n或在 org.yaml 中指定镜像：artifacts: {source: "https://mirror.example/metis/"}\n${PUT}`,
  },
  'artifact.unreachable': {
    what: '{server} 没有应答（{reason}），有 {count} 个文件无法获取：\n{files}',
    why: '被防火墙阻挡或缺少代理，或者服务器已停机。',
    fix: `检查：curl -I {address}\n如果只能经代理访问：https_proxy=http://proxy.example:3128 create-metis-node ...\n${PUT}`,
  },
  'artifact.tls': {
    what: '{server} 无法证明身份（{reason}），有 {count} 个文件无法获取：\n{files}',
    why: '证书已过期、是自签名的、签发机构不被本机和 Node.js 信任，或者有代理代替它应答。',
    fix: `信任自己的签发机构：NODE_EXTRA_CA_CERTS=/path/to/ca.pem create-metis-node ...\n${PUT}`,
  },
  'artifact.stalled': {
    what: '{server} 已有 {reason} 没有发送任何数据，有 {count} 个文件不完整：\n{files}',
    why: '网络或服务器过载。已收到的部分会保留。',
    fix: `重试会从中断处继续。\n${PUT}`,
  },
  'artifact.refused': {
    what: '{server} 拒绝提供 {count} 个文件（{reason}）：\n{files}',
    why: '镜像需要登录、限制请求次数，或自身出错。',
    fix: `检查：curl -I {address}\n${PUT}`,
  },
  'artifact.web-page': {
    what: '{address} 返回的是网页，而不是 {file}。',
    why: '网络的登录页或镜像的错误页代替了文件。',
    fix: `用浏览器打开 {address} 查看。\n${PUT}`,
  },
  'artifact.unreadable': {
    what: '无法读取 {path}：{reason}。',
    why: '它是一个文件夹、属于其他账号，或磁盘有故障。',
    fix: '检查：`ls -l -- {quoted}`',
  },
  'artifact.empty': {
    what: '{path} 是空文件。',
    why: '复制或下载失败，或者当时磁盘已满。',
    fix: '重新复制或下载，并与来源比较大小：`ls -l -- {quoted}`',
  },
  'artifact.truncated': {
    what: '{path} 只有 {size} 字节，应为 {expected} 字节。',
    why: '复制或下载提前结束，或者当时磁盘已满。',
    fix: '重新复制或下载，然后重试：`ls -l -- {quoted}`',
  },
  'artifact.changing': {
    what: '{path} 在读取过程中发生了变化。',
    why: '下载或复制仍在写入它。',
    fix: '等它完成后重试。',
  },
  'artifact.checksum-mismatch': {
    what: '{path} 不是本组织为 `{artifact}` 记录的那个文件。\n应为 SHA-256 {expected}\n实为 SHA-256 {found}',
    why: '自 {since} 在 {from} 首次见到它以来，文件已损坏或被替换。',
    fix: '从可信来源重新取得文件并比较：`sha256sum -- {quoted}`\n如果确实要用新文件：从 artifacts.lock.json 中删除 "{pin}" 一项，然后重试。',
  },
  'artifact.release-mismatch': {
    what: '{path} 不是 {release} 为 `{artifact}` 指定的文件。\n应为 SHA-256 {expected}\n实为 SHA-256 {found}',
    why: '文件在途中损坏或被替换，或属于其他版本。',
    fix: '从可信来源重新取得文件并比较：`sha256sum -- {quoted}`\n如果确实要用这个文件，在 artifacts.lock.json 中写入："{pin}": {entry}',
  },
  'artifact.sums-mismatch': {
    what: '{path} 与发布者在 {sums} 中给出的校验和不符。\n应为 SHA-256 {expected}\n实为 SHA-256 {found}',
    why: '文件在途中损坏或被替换，或两者属于不同版本。',
    fix: '从可信来源重新取得两者并比较：`sha256sum -- {quoted}`',
  },
  'artifact.zip-damaged': {
    what: '{path} 不是完整的 zip 文件：{reason}。',
    why: '复制或下载提前结束，或者指定了其他类型的文件。',
    fix: '重新取得并测试：`unzip -t {quoted}`',
  },
  'artifact.zip-hostile': {
    what: '{path} 中有一项会写到其文件夹之外：{entry}',
    why: '正常的发布文件没有这样的名字，文件被人做过手脚。',
    fix: '不要使用它。请从可信来源重新取得文件。',
  },
  'artifact.zip-member-missing': {
    what: '{path} 中没有 `{member}`。',
    why: '这是其他内容的 zip。其中有：{entries}',
    fix: '取得该版本的文件 {file}，并查看其内容：`unzip -l {quoted}`',
  },
  'artifact.proxy-unusable': {
    what: '当前 shell 指定的代理无法使用。',
    why: '`http_proxy` 或 `https_proxy` 的值不是代理的地址。',
    fix: '查看：env | grep -i _proxy\n并改成例如：export https_proxy=http://proxy.example:3128',
  },
  'artifact.parts-missing': {
    what: '组成 `{artifact}` 的 {all} 个文件中有 {count} 个无法取得：\n{places}',
    why: '`{artifact}` 没有人发布，要用已发布的文件制作；给定的文件夹里没有这些文件，{index} 也没有提供。',
    fix: '如果有包含它们的自己的软件包索引，在 org.yaml 中写上：artifacts: {index: "https://index.example/simple/"}\n或者在有网络的地方制作离线包：`create-metis-node bundle create`\n或者从别处取得以下文件，以任意文件名（也可以放在 zip 里）放进一个文件夹，并写上：artifacts: {source: ./artifacts}\n{files}',
  },
  'artifact.part-unfit': {
    what: '无法用 {file} 制作 `{artifact}`：{reason}。',
    why: '它确实是该版本指定的文件，但内容的布局与所写的不符：{path}',
    fix: '改正版本文件 `parts` 中 {file} 的那一行。',
  },
  'artifact.no-room': {
    what: '要在 {path} 下写入 {need} MiB，而那里只有 {free} MiB 可用。',
    why: '下载的内容要完整保存之后才会使用。',
    fix: '腾出空间：`df -h -- {quoted}`\n或者换一个下载目录：XDG_CACHE_HOME=/path/with/room create-metis-node ...',
  },
  'artifact.cache-unwritable': {
    what: '无法写入 {path}：{reason}。',
    why: '磁盘已满或只读，或者目录属于其他账号。',
    fix: '检查磁盘：`df -h -- {quoted}; ls -ld -- {quoted}`\n或用别的目录存放下载：XDG_CACHE_HOME=/path/with/room create-metis-node ...',
  },
  'apt.unknown-system': {
    what: '没有 {system} 的系统软件包仓库信息。',
    why: '软件包取自 presets/archives 中登记的仓库。',
    fix: '请使用其中之一：{known}',
  },
  'apt.unreachable': {
    what: '无法从 {server} 取得系统软件包（{reason}）：{address}',
    why: '本机无法访问该服务器、缺少代理，或者服务器停机。',
    fix: `试试：curl -I {address}\n已收到的部分会保留：重试时从中断处继续。\n${MIRROR}`,
  },
  'apt.gone': {
    what: '{server} 上没有 {address}',
    why: '镜像不完整，或者仓库已经迁走：旧系统的仓库会从常用服务器上撤下。',
    fix: `用浏览器查看 {address}；镜像更新期间内容会变，可过一小时再试。\n${MIRROR}`,
  },
  'apt.not-signed': {
    what: '{address} 没有该仓库密钥的有效签名：{reason}',
    why: '文件在途中被替换、返回的是登录页面，或者仓库启用了新的密钥。',
    fix: '请换一台服务器或换一个网络。\n已知的密钥：{known}。如有新密钥，请把它放进 presets/keys，并把指纹写进 presets/archives。',
  },
  'apt.key-differs': {
    what: 'presets/keys/{file} 不是 presets/archives 所指定的密钥。\n期望的指纹 {expected}\n实际的指纹 {found}',
    why: '该文件被替换过，或者两处只改了一处。',
    fix: '请重新安装本程序，或把你信任的密钥的指纹写进 presets/archives。',
  },
  'apt.other-suite': {
    what: '{address} 的内容属于 {found}，而请求的是 {suite}。',
    why: '镜像的目录放错了，或者有人提供了旧的或别处的仓库。',
    fix: `请换一台服务器。\n${MIRROR}`,
  },
  'apt.expired': {
    what: '{address} 的有效期截至 {until}。',
    why: '镜像此后没有更新、有人扣住了较新的软件包，或者本机时钟不准。',
    fix: `核对时钟：date -u\n${MIRROR}`,
  },
  'apt.index-missing': {
    what: '{address} 中没有列出 {path}。',
    why: '该镜像没有收录仓库的这一部分。',
    fix: `请使用收录完整的服务器。\n${MIRROR}`,
  },
  'apt.checksum-mismatch': {
    what: '{address} 不是仓库签名所对应的文件。\n期望的 SHA-256 {expected}\n实际的 SHA-256 {found}',
    why: '镜像正在更新，或者文件在途中损坏或被替换。',
    fix: `请过几分钟再试。\n${MIRROR}`,
  },
  'apt.unknown-package': {
    what: '{system} 的仓库中没有软件包 {name}。',
    why: '名字有误、该软件包没有 amd64 版本，或者镜像没有收录仓库的全部内容。',
    fix: `可在 https://packages.debian.org 或 https://packages.ubuntu.com 上查找。\n${MIRROR}`,
  },
  'apt.unmet': {
    what: '在 {system} 上无法取得 {name}：仓库中没有满足 {wanted} 的软件包。\n依赖关系：{chain}',
    why: '镜像正在更新，或者没有收录仓库的全部内容。',
    fix: `请过几分钟再试。\n${MIRROR}`,
  },
  'apt.excluded': {
    what: '在 {system} 上无法取得 {name}：{wanted} 与 {against} 不能同时安装。\n依赖关系：{chain}',
    why: '镜像正在更新，或者混用了互不配套的仓库。',
    fix: `请过几分钟再试。\n${MIRROR}`,
  },
}
