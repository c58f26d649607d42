/**
 * Tells the database whose key and boxes a transaction is about; of nobody else does it show them.
 *
 * A statement of its own, sent along with `begin` or with the lock on the person's row, and gone with the
 * transaction. Why so and what it is worth: migration 0033, decision 0072.
 *
 * Requirements. Invariant I1.
 */

/** As many as share one commit (together.ts); the database looks no further, whatever it is told. */
export const PERSONS_MAX = 64
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `set local` takes no parameters, so nothing but ids gets into it. */
export function announcement(persons: Iterable<string>): string {
  const ids = [...new Set(persons)]
  if (ids.length > PERSONS_MAX)
    throw new Error(`more than ${PERSONS_MAX} people in one transaction`)
  if (!ids.every((id) => ID.test(id))) throw new Error('an announcement of what is not an id')
  return `set local kelisim.persons = '{${ids.join(',')}}'`
}
