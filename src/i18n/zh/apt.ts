const MIRROR = '或者改用其他服务器：--mirror {family}=https://mirror.example/'

export const messages = {
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
