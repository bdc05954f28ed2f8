import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildStandIns } from '../stand-ins/build.js'
import {
  adminConfig,
  carrierConfig,
  dataConfig,
  type Values,
  viaConfig,
  writeConfig,
} from '../stand-ins/proof/configs.js'
import { type ConsulProof, startConsul } from '../stand-ins/proof/consul.js'
import { installFighter } from '../stand-ins/proof/fighter-site.js'
import { freePorts, occupy } from '../stand-ins/proof/free-ports.js'
import { endAll, type Started, start } from '../stand-ins/proof/started.js'
import { ARTIFACTS } from './cache.js'
import { CONSUL } from './consul.js'

const isSkipped = !existsSync(CONSUL) && !process.env.CI

describe.skipIf(isSkipped)('the stand-ins fail and succeed as the services do', async () => {
  if (isSkipped) return
  await buildStandIns(ARTIFACTS)
  const software = await mkdtemp(path.join(tmpdir(), 'stand-ins-'))
  const fighter = await installFighter(ARTIFACTS, software)
  let folder: string
  let consul: ConsulProof

  beforeEach(async () => {
    folder = await mkdtemp(path.join(software, 'test-'))
    consul = await startConsul(CONSUL, folder)
  })
  afterEach(async () => {
    await endAll()
    await rm(folder, { recursive: true, force: true })
    return () => rm(software, { recursive: true, force: true })
  })
})
