/**
 * What leads to a person without showing a value: hashes of phone and IIN, sessions, codes, the network they were asked from,
 * refusals of messages. Shown beside the values, taken away with them, and gone with them.
 *
 * Law: 94-V art. 1(2), 24(1)(1), 25(2)(6). Requirements. Decision 0154.
 */
import { type HeldMark, marksOf } from '@kelisim/store'
import type { SubjectId } from '@kelisim/terms'
import { addressField } from './mailing.ts'
import type { Means } from './means.ts'
import { refusalsOf } from './suppression.ts'

/** `values`: already opened; a refusal is found by the address alone. */
export async function ownMarks(
  means: Means,
  subject: SubjectId,
  values: Readonly<Record<string, string>>,
): Promise<readonly HeldMark[]> {
  const channels = [...new Set(means.policy.purposes.flatMap((purpose) => purpose.channels))]
  const marks = [await marksOf(means.store.pool, subject)]
  for (const channel of channels) {
    const address = values[addressField(means.policy, channel)?.id ?? '']
    if (address !== undefined) marks.push(await refusalsOf(means, channel, address))
  }
  return marks.flat()
}
