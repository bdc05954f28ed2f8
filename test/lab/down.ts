/** Tears down the labs that are named, or all there are: `npx tsx test/lab/down.ts [LAB...]`, as root. */
import { labsPresent, tearDown } from './teardown.js'

const named = process.argv.slice(2)
for (const lab of named.length > 0 ? named : labsPresent()) {
  tearDown(lab)
  console.log(`${lab}: down`)
}
