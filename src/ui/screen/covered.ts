import { createContext, useContext } from 'react'

/** True while a dialog or an explanation lies over the screen: what is below takes no keys. */
export const CoveredContext = createContext(false)

export function useIsCovered(): boolean {
  return useContext(CoveredContext)
}
