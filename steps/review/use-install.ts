import { useRef, useState } from 'react'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import { makeReviewedPlan } from '../../src/wizard/prepare-run.js'
import { preparingOf } from '../preparing/preparing-of.js'
import type { PlanScreenProps } from './plan-screen-props.js'

/** Starts carrying out what was reviewed; where the hosts need something else by now, plans anew instead. */
export function useInstall(props: PlanScreenProps) {
  const { session, workshop, plan, next, onOutdated } = props
  const [isStarting, setStarting] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  // A second press comes before the first one is on the screen.
  const hasStarted = useRef(false)
  const begin = async () => {
    try {
      session.run.set(await workshop.install(plan))
      next()
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      if (error.problems.some(({ code }) => code === 'run.plan-changed')) {
        onOutdated()
        await makeReviewedPlan(preparingOf(props), { lookAgain: true })
      } else setProblems(error.problems)
    } finally {
      hasStarted.current = false
      setStarting(false)
    }
  }
  return {
    isStarting,
    problems,
    start: () => {
      if (hasStarted.current) return
      hasStarted.current = true
      setStarting(true)
      void begin()
    },
    dismiss: () => setProblems([]),
  }
}
