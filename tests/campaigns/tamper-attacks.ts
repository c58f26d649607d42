/** Every attack on a standing house (tests/tampering), one after the other: is it found, and the record named? */
import { ATTACKS } from '../tampering/attacks.ts'
import { ATTACKS_ON_THE_LOG } from '../tampering/attacks-on-the-log.ts'
import { openStand, tryAttack, withdrawOne } from '../tampering/stand.ts'
import { apply } from '../world.ts'

export interface Attacked {
  readonly what: string
  /** Found, and what had to be named was. */
  readonly ok: boolean
  readonly code: string
}

export async function tryAttacks(): Promise<readonly Attacked[]> {
  await using stand = await openStand(3)
  await withdrawOne(stand)
  // What is recorded and has no leaf yet is tried, too.
  await apply(stand.world, { ordinal: 4 })
  await stand.keep()
  const tried: Attacked[] = []
  for (const attack of [...ATTACKS, ...ATTACKS_ON_THE_LOG]) {
    const { found, named, first } = await tryAttack(stand, attack)
    tried.push({ what: attack.what, ok: found && named, code: first?.split(' ')[0] ?? 'nothing' })
  }
  return tried
}
