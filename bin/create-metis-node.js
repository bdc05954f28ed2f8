#!/usr/bin/env node
// Old JavaScript on purpose, down to Node 8 of Ubuntu 18.04: it must be able to read this file and say what is wrong.
var numbers = process.versions.node.split('.').map(Number)

if (numbers[0] > 20 || (numbers[0] === 20 && numbers[1] >= 19)) {
  require('./run.js')
} else {
  console.error(
    'create-metis-node needs Node.js 20.19 or newer; this is ' +
      process.versions.node +
      '. Get one from https://nodejs.org\n' +
      'create-metis-node 需要 Node.js 20.19 或更新版本，当前为 ' +
      process.versions.node +
      '。请从 https://nodejs.org 获取。',
  )
  process.exitCode = 1
}
