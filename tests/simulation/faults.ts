/**
 * What goes wrong in one seed: each draws which kinds are on, and how hard (swarm testing).
 */
import type { Loop } from './loop.ts'

/** Deliberate defects, to see that the judge finds them. */
export const DEFECTS = [
  /** Whoever waits for a transaction goes on before its commit. */
  'answer-before-commit',
  /** The checkpoint leaves before its transaction commits. */
  'publish-before-commit',
  /** A witness keeps its head in memory only. */
  'forget-the-head',
  /** A disk that says it has synced. */
  'ignore-sync',
  /** A person is told that a consent is withdrawn, and nothing was done. */
  'withdraw-in-words',
  /** The same of a destruction. */
  'destroy-in-words',
] as const

export type Defect = (typeof DEFECTS)[number]

export interface Options {
  readonly seed: number
  readonly defect?: Defect | undefined
}

export interface Faults {
  readonly lost: number
  readonly twice: number
  readonly slow: number
  readonly trouble: number
  readonly full: number
  readonly broken: number
  /** Means between two events of the kind, in milliseconds of virtual time; Infinity is never. */
  readonly killEvery: number
  readonly powerEvery: number
  readonly databaseEvery: number
  readonly cutEvery: number
  readonly clockEvery: number
  readonly liarEvery: number
  readonly keyServiceTrouble: number
  readonly answerLost: number
  readonly commitLost: number
}

export function drawFaults(loop: Loop): Faults {
  const share = (most: number) => (loop.isHit(0.5) ? loop.chance() * most : 0)
  const every = (least: number) => (loop.isHit(0.5) ? least * (1 + 4 * loop.chance()) : Infinity)
  return {
    lost: share(0.2),
    twice: share(0.2),
    slow: share(0.2),
    trouble: share(0.3),
    full: share(0.1),
    broken: share(0.05),
    killEvery: every(400),
    powerEvery: every(1_500),
    databaseEvery: every(2_000),
    cutEvery: every(600),
    clockEvery: every(1_000),
    liarEvery: every(800),
    keyServiceTrouble: share(0.5),
    answerLost: share(0.1),
    commitLost: share(0.1),
  }
}

export const CALM: Pick<
  Faults,
  | 'lost'
  | 'twice'
  | 'slow'
  | 'trouble'
  | 'full'
  | 'broken'
  | 'answerLost'
  | 'commitLost'
  | 'keyServiceTrouble'
> = {
  lost: 0,
  twice: 0,
  slow: 0,
  trouble: 0,
  full: 0,
  broken: 0,
  answerLost: 0,
  commitLost: 0,
  keyServiceTrouble: 0,
}
