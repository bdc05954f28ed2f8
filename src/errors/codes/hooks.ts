/** Problems of the commands that `hooks` of org.yaml names; their sentences are in `i18n/<language>/hooks-problems.ts`. */
export const HOOK_CODES = ['hook.not-confirmed', 'hook.failed', 'hook.too-slow', 'hook.not-started'] as const
