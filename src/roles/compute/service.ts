import { fighter } from '../fighter/service.js'
import type { Service } from '../role.js'

/** Runs the tasks. Holds nothing that lasts but their results. */
export const compute: Service<'compute'> = fighter({
  role: 'compute',
  module: 'metis.compute_svc.main',
  serviceName: 'jobService',
  tag: 'job',
  callers: ['carrier', 'consul'],
  settings: () => ({ channel_log_level: 2 }),
  directories: ['results_root', 'code_root'],
  keep: [{ kind: 'path', path: 'data/results_root', what: 'data' }],
})
