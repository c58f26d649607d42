/**
 * How far is a long command? A bar on a terminal; elsewhere a line now and then, or nothing.
 *
 * Goes to standard error: the results are for the pipe. Counts only, never what is being worked on (I11).
 */
const BAR = 30
const REDRAW_MS = 100

export interface Progress {
  readonly at: (done: number, of: number, what?: string) => void
  readonly end: () => void
}

/** `every`: a line for each so many done where there is no terminal; undefined says nothing there. */
export function showProgress(title: string, every?: number): Progress {
  const { stderr } = process
  const begun = performance.now()
  let drawn = Number.NEGATIVE_INFINITY
  let told = 0
  const text = (done: number, of: number, what: string) => {
    const rate = Math.round((done * 1_000) / Math.max(1, performance.now() - begun))
    return `${title} ${what === '' ? '' : `${what} `}${done}${of > 0 ? ` of ${of}` : ''}, ${rate}/s`
  }
  const at = (done: number, of: number, what = '') => {
    if (stderr.isTTY) {
      if (performance.now() - drawn < REDRAW_MS) return
      drawn = performance.now()
      const filled = of > 0 ? Math.min(BAR, Math.floor((done * BAR) / of)) : 0
      const bar = of > 0 ? `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ` : ''
      stderr.write(`\r\u001b[K${bar}${text(done, of, what)}`)
    } else if (every !== undefined && done >= told + every) {
      told = done
      stderr.write(`${text(done, of, what)}\n`)
    }
  }
  return { at, end: () => void (stderr.isTTY && stderr.write('\r\u001b[K')) }
}
