import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askHttp } from './ask-http.js'
import { consoleOf } from './console.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const ALPHA = '10.91.0.11'
const BETA = '10.91.0.12'

describe.skipIf(isSkipped).sequential('two organisations in one network', () => {
  let lab: Lab
  let alpha: Organisation
  let beta: Organisation
  let enr = ''

  beforeAll(async () => {
    lab = await bootLab({ name: 'two', subnet: '10.91.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    alpha = organisationOn(lab)
    beta = organisationOn(lab)
    await startDataCenter(lab)
  })
  afterAll(async () => {
    alpha?.remove()
    beta?.remove()
    await lab?.down()
  })

  const orgYaml = (organisation: string, host: string, roles: string, bootstrapNodes: string) => `
organisation: ${organisation}
release: metis-0.3.0
hosts:
  ${host}: { address: ${lab.host(host).address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${lab.host(host).fingerprint}' }
roles: { consul: ${host}, carrier: { host: ${host}, externalAddress: ${lab.host(host).address} }, ${roles} }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [${bootstrapNodes}] }
${artifactsOf(lab)}`

  async function carrier<T>(address: string, path: string): Promise<T> {
    const { status, body } = await askHttp(lab, `http://${address}:10034/carrier/v1/${path}`)
    return (status === 200 ? JSON.parse(body) : { status }) as T
  }
  const seeds = async () => (await carrier<{ nodes?: object[] }>(BETA, 'yarn/seedList')).nodes
  const connected = [{ connState: 'ConnState_Connected' }]
  const isConnected = (nodes: object[] | undefined) => JSON.stringify(nodes).includes('ConnState_Connected')

  test('the first is installed, and tells what others need', async () => {
    const others = `admin: h1, via: { host: h1, externalAddress: ${ALPHA} }, data: h1, compute: h1`
    alpha.write(orgYaml('alpha', 'h1', others, ''))
    const { exitCode, all } = await alpha.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    const { information } = await carrier<{ information: Record<string, string> }>(ALPHA, 'yarn/nodeInfo')
    enr = information.localBootstrapNode ?? ''
    expect(enr).toMatch(/^enr:[-\w]{150,}$/)
  })

  test('the second has its ENR as a bootstrap node, and meets it', async () => {
    beta.write(orgYaml('beta', 'h2', 'admin: h2', enr))
    const { exitCode, all } = await beta.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(await eventually(seeds, isConnected)).toMatchObject(connected)
  })

  test.each([
    ['a restart', () => alpha.run(['restart', 'carrier', '--yes'])],
    ['a kill', () => lab.host('h1').exec('systemctl kill -s KILL metis-carrier')],
  ])('they meet again after %s of the first', async (_, stop) => {
    const since = await lab
      .host('h2')
      .exec('journalctl -q --no-pager -o cat -u metis-carrier | grep -c Disconnected')
    await stop()
    const losses = async () =>
      (await lab.host('h2').exec('journalctl -q --no-pager -o cat -u metis-carrier | grep -c Disconnected'))
        .stdout
    expect(await eventually(losses, (count) => Number(count) > Number(since.stdout))).not.toBe(since.stdout)
    expect(await eventually(seeds, isConnected)).toMatchObject(connected)
  })

  test('the first joins through its console, and the second sees it', async () => {
    const { secrets } = JSON.parse(readFileSync(join(alpha.folder, 'secrets.json'), 'utf8')) as {
      secrets: Record<string, { value: string }>
    }
    const { call, login } = consoleOf(lab, ALPHA)
    expect(await login(secrets['console-password']?.value ?? '')).toMatchObject({ status: 0 })
    expect(await call('user/applyOrgIdentity', { orgName: 'Alpha' })).toMatchObject({ status: 0 })
    const org = await eventually(
      () => call('user/findLocalOrgInfo'),
      ({ data }) => data?.carrierIp !== null,
    )
    expect(org.data).toMatchObject({ carrierIp: ALPHA, carrierPort: 10033 })
    expect(await call('carrier/applyJoinNetwork', {})).toMatchObject({ status: 0, data: { status: 1 } })
    expect(await carrier(BETA, 'auth/identityList?pageSize=100')).toMatchObject({
      memberList: [{ nodeName: 'Alpha', identityId: org.data?.identityId, status: 'CommonStatus_Normal' }],
    })
  })

  test('and its carrier is connected with its data and compute', async () => {
    for (const [list, id] of [
      ['dataNodeList', `dataService_${ALPHA}_8700`],
      ['jobNodeList', `jobService_${ALPHA}_8800`],
    ] as const) {
      const nodes = async () => (await carrier<{ nodes: object[] }>(ALPHA, `yarn/${list}`)).nodes
      const found = await eventually(nodes, isConnected)
      expect(found).toMatchObject([{ nodeDetail: { id, connState: 'ConnState_Connected' } }])
    }
  })
})
