import { fighter } from '../fighter/service.js'
import { DATA } from './settings.js'

/** Holds the organisation's files. The carrier knows them by absolute path: `data_root` must never move. */
export const service = fighter({
  role: DATA,
  moves: 'with its data',
  module: 'metis.data_svc.main',
  serviceName: 'dataService',
  tag: 'data',
  listed: 'dataNodeList',
  settings: (directory) => ({ chunk_size: 1024, data_root: `${directory}/data_root` }),
  directories: ['data_root', 'results_root', 'code_root'],
  keep: [
    { kind: 'path', path: 'data/data_root', what: 'data' },
    { kind: 'path', path: 'data/results_root', what: 'data' },
  ],
})
