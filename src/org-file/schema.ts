import * as z from 'zod'
import {
  artifactSource,
  bootstrapNode,
  endpoint,
  fighterPort,
  filePath,
  hostAddress,
  hostKey,
  hostOrAddress,
  installDirectory,
  loginUser,
  name,
  port,
  servicePort,
  serviceUser,
  taskPorts,
} from '../topology/values.js'

const jump = z.strictObject({
  address: hostOrAddress.describe('Address or name of the jump host'),
  user: loginUser.describe('SSH user on the jump host'),
  port: port.optional().describe('SSH port of the jump host, default 22'),
  identityFile: filePath.optional().describe('Private key for the jump host; ~/ is your home directory'),
  hostKey: hostKey.optional().describe('Expected host key fingerprint of the jump host, SHA256:…'),
})

/** One host as the file describes it. */
export const hostEntry = z.strictObject({
  address: hostAddress.describe('IPv4 address on the first network interface: what the services register'),
  local: z.boolean().optional().describe('true: the machine that the installer runs on, no SSH'),
  byHand: z
    .boolean()
    .optional()
    .describe('true: never connected to; a kit is carried to its console, and a receipt back'),
  user: loginUser.optional().describe('SSH user; needs sudo unless it is root'),
  port: port.optional().describe('SSH port, default 22'),
  identityFile: filePath.optional().describe('Private key file; ~/ is your home directory'),
  hostKey: hostKey.optional().describe('Expected host key fingerprint, SHA256:…'),
  ssh: hostOrAddress.optional().describe('Address or name for SSH, when it is not the address above'),
  jump: jump.optional().describe('Host to go through'),
})

const hostName = z.string().describe('Name of a host above')
const externalAddress = hostAddress.describe('IPv4 address at which the other organisations reach it')

/** A role on one host that the network dials: carrier and via. */
export const exposedEntry = z.strictObject({ host: hostName, externalAddress })

export const adminEntry = z.strictObject({
  host: hostName,
  database: z
    .strictObject({
      host: hostOrAddress.describe('Address or name of the MySQL server, seen from the admin host'),
      port: port.optional().describe('Default 3306'),
      adminUser: z
        .string()
        .regex(/^[\w.-]{1,32}$/, { error: 'topology.invalid-user' })
        .describe('Account that may create the database and its user; its password is asked for'),
    })
    .optional()
    .describe('A MySQL 5.7+ or MariaDB server of your own, instead of one that is installed'),
  tls: z
    .strictObject({
      certificate: filePath.describe('PEM file with the certificate and its chain'),
      key: filePath.describe('PEM file with the private key'),
    })
    .optional()
    .describe('Certificate of the web console; without it the console speaks HTTP only'),
})

export const fighterEntry = z.strictObject({
  host: hostName,
  port: fighterPort
    .optional()
    .describe('gRPC port; default 8700 (data) or 8800 (compute), then the next free'),
  taskPorts: taskPorts.optional().describe('FIRST-LAST; default 31000-31100 (data) or 41000-41100 (compute)'),
})

export const consulPorts = z.strictObject({
  server: servicePort.optional().describe('Default 8200'),
  serfLan: servicePort.optional().describe('Default 8300'),
  serfWan: servicePort.optional().describe('Default 8400'),
  http: servicePort.optional().describe('Default 8500'),
  dns: servicePort.optional().describe('Default 8600'),
})

export const carrierPorts = z.strictObject({
  pprof: servicePort.optional().describe('Default 10032, on the host itself only'),
  rpc: servicePort.optional().describe('Default 10033'),
  rest: servicePort.optional().describe('Default 10034'),
  p2pUdp: servicePort.optional().describe('Default 10035, open to the network'),
  p2pTcp: servicePort.optional().describe('Default 10036, open to the network'),
})

export const consolePorts = z.strictObject({
  http: port.optional().describe('Default 80'),
  https: port.optional().describe('Default 443; used with tls, kept free without'),
})

/** The operator's file, `org.yaml`. Everything but hosts and roles has a default. */
export const topologyFile = z.strictObject({
  organisation: name.describe('Name of the organisation: a small letter, then small letters, digits and -'),
  release: z.string().describe('Release to install, e.g. metis-0.3.0'),
  hosts: z.record(name, hostEntry).describe('The machines, by a name of your choice'),
  roles: z
    .strictObject({
      consul: z
        .union([hostName, z.array(hostName)])
        .describe('1, 3 or 5 hosts; everybody talks to the first'),
      carrier: exposedEntry.describe('The one carrier, known to the whole network'),
      admin: z
        .union([hostName, adminEntry, z.array(z.union([hostName, adminEntry]))])
        .describe('The web console with its database'),
      via: exposedEntry.optional().describe('The one gateway that tasks pass; needed by data and compute'),
      data: z
        .union([hostName, fighterEntry, z.array(z.union([hostName, fighterEntry]))])
        .optional()
        .describe('Data services; several may share a host'),
      compute: z
        .union([hostName, fighterEntry, z.array(z.union([hostName, fighterEntry]))])
        .optional()
        .describe('Compute services; several may share a host'),
    })
    .describe('Which host bears which role'),
  ports: z
    .strictObject({
      consul: consulPorts.optional().describe('Ports of every consul server'),
      carrier: carrierPorts.optional().describe('Ports of the carrier'),
      via: servicePort.optional().describe('Default 10031, open to the network'),
      admin: servicePort.optional().describe('Default 9090'),
      console: consolePorts.optional().describe('Ports of nginx on the admin host'),
      database: port.optional().describe('Port of the installed database, default 3306'),
    })
    .optional()
    .describe('Ports other than the default ones'),
  network: z
    .strictObject({
      dataCenter: endpoint
        .optional()
        .describe('ADDRESS:PORT of the data center; default: that of the release'),
      bootstrapNodes: z
        .array(bootstrapNode)
        .optional()
        .describe('ENR strings; default: those of the release; [] for the first node of a private network'),
    })
    .optional()
    .describe('The network to join; default: the public one of the release'),
  artifacts: z
    .strictObject({
      source: artifactSource
        .optional()
        .describe('Folder or http(s) address that holds the files of the release'),
      files: z.record(z.string(), filePath).optional().describe('Single artifacts as a file, by artifact id'),
    })
    .optional()
    .describe('Where the files come from; default: the published address of the release'),
  installDirectory: installDirectory.optional().describe('Absolute path on every host, default /opt/metis'),
  serviceUser: serviceUser.optional().describe('Unix account that the services run as, default metis'),
})
