import { hostAddress } from '../topology/values.js'

/** Key of the roles that the network dials. */
export const externalAddress = hostAddress.describe('IPv4 address at which the other organisations reach it')
