import { fighter } from '../fighter/service.js'
import { COMPUTE } from './settings.js'

/** Runs the tasks. Holds nothing that lasts but their results. */
export const service = fighter({
  role: COMPUTE,
  moves: 'afresh',
  module: 'metis.compute_svc.main',
  serviceName: 'jobService',
  tag: 'job',
  listed: 'jobNodeList',
  settings: () => ({ channel_log_level: 2 }),
  directories: ['results_root', 'code_root'],
  keep: [{ kind: 'path', path: 'data/results_root', what: 'data' }],
})
