/** For keyboard-interactive: the password answers the first hidden question; whatever is asked after that stays unanswered, and so refused. */
export function answerOnce(password: string) {
  let used = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly { echo?: boolean }[],
    finish: (answers: string[]) => void,
  ) => {
    finish(
      prompts.map(({ echo }) => {
        if (echo === true || used) return ''
        used = true
        return password
      }),
    )
  }
}
