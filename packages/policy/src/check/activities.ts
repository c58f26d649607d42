/**
 * Does each activity, the processing for one purpose, say whose data it touches, by which method, and what harm could
 * come of it? And does none of them exist to limit or damage the person?
 *
 * An activity without these is not lawful to begin, so a folder without a register is refused like one with a gap.
 * That the purpose has a ground and an article is `purposes.ts`.
 *
 * Law: 94-V art. 5, 7(8), 25(2)(6). Requirements.
 */
import type { HarmNote, Processing } from '../annex-model.ts'
import { error } from '../fault.ts'
import type { Finding, Policy } from '../model.ts'
import type { Places } from '../read.ts'

const CLAUSE = '1.3'
const NOTE = '1.2'

export function checkActivities(policy: Policy, places: Places): readonly Finding[] {
  const activities = policy.register?.processing ?? []
  const described = new Set(activities.map(({ purpose }) => purpose))
  const missing = policy.purposes
    .filter(({ id }) => !described.has(id))
    .map(({ id }) => {
      const where =
        policy.register === undefined ? 'register.yaml:1' : places.in('register.yaml', 'processing')
      return error('register_missing', where, CLAUSE, { purpose: id })
    })
  return [...missing, ...activities.flatMap((one) => noteFaults(one, places))]
}

function noteFaults({ purpose, note }: Processing, places: Places): readonly Finding[] {
  const where = places.of('processing', purpose, 'note')
  if (note === undefined || isBlank(note)) {
    return [error('harm_note_missing', where, NOTE, { purpose })]
  }
  if (note.effect === 'none') return []
  return [error('purpose_harms_subject', where, NOTE, { purpose })]
}

/** A text that only one language lacks is found with all others (`words.ts`). */
function isBlank({ rights, harm, reduced }: HarmNote): boolean {
  return [rights, harm, reduced].some((texts) => Object.values(texts).every((text) => text === ''))
}
