/**
 * How long tests wait for what is to happen. Nothing but a hang takes so long, also on a machine fifteen times busier
 * than ours; so no test has a number of its own.
 */
export const PATIENCE_MILLISECONDS = 600_000

/** For a test of several such waits: each of them says what it waited for, which this limit can't. */
export const LONGEST_TEST_MILLISECONDS = 6 * PATIENCE_MILLISECONDS
