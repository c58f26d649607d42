/**
 * May a field be searched through a blind index, and how much may the index tell?
 *
 * A whole index (16 bytes) is for what names one person anyway: phone, IIN. Any other field repeats, and equal values
 * give equal indexes: whoever holds the table counts them and reads the frequent ones off. So its index is cut to so
 * few bits that each index value covers at least `peopleMin` people and several values, and is refused where no
 * length does so: too few people, too few values, or one value so frequent that it shows.
 *
 * Between log2(R)/2 and log2(R) − 1 bits for R people: fewer would give more than √R false candidates for each search,
 * more would single people out (the rule of CipherSweet's planner; trust notes 2.5). Of entropy the smallest
 * measure counts (min-entropy): the most frequent value may not be more frequent than an average index value.
 *
 * Law: 94-V art. 22. Requirement: R-37. Does not know the values: the caller measures the field.
 */
import { hmacSha256 } from './derive.ts'
import { framed } from './framed.ts'
import { Keyring } from './keyring.ts'

/** Different values that share one index value on average, at least. */
const VALUES_OF_AN_INDEX_MIN = 2
/** Standard deviations between the average and the emptiest index value, so that it, too, covers the minimum. */
const SPREAD = 5
const BITS_MAX = 32

export interface FieldPopulation {
  /** People whose value is indexed. */
  readonly people: number
  /** Different values among them. */
  readonly values: number
  /** Share of the people who have the most frequent value, above 0 and up to 1. */
  readonly topShare: number
}

export type IndexPlan =
  | { readonly answer: 'bits'; readonly bits: number; readonly peoplePerIndex: number }
  | { readonly answer: 'refused'; readonly why: IndexRefusal }

export type IndexRefusal =
  | 'too_few_people'
  /** Too few different values, or one of them too frequent. */
  | 'too_little_entropy'

/** `peopleMin`: how many people each index value has to cover, 2 or more. */
export function planIndex(population: FieldPopulation, peopleMin: number): IndexPlan {
  const { people, values, topShare } = population
  if (!isPopulation(population) || !Number.isInteger(peopleMin) || peopleMin < 2)
    throw new Error('a population has people, values and the share of the most frequent one')
  const least = Math.ceil(Math.log2(people) / 2)
  // At most log2(people) − 4 bits, whatever the minimum: shorter than the planner's log2(people) − 1.
  const byPeople = Math.floor(Math.log2(people / averageFor(peopleMin)))
  if (byPeople < least) return { answer: 'refused', why: 'too_few_people' }
  const byValues = Math.floor(Math.log2(values / VALUES_OF_AN_INDEX_MIN))
  const byFrequency = Math.floor(-Math.log2(topShare))
  const bits = Math.min(byPeople, byValues, byFrequency, BITS_MAX)
  if (bits < least) return { answer: 'refused', why: 'too_little_entropy' }
  return { answer: 'bits', bits, peoplePerIndex: people / 2 ** bits }
}

/** So many people on average that hardly any index value has fewer than the minimum (Poisson). */
function averageFor(peopleMin: number): number {
  const root = (SPREAD + Math.sqrt(SPREAD ** 2 + 4 * peopleMin)) / 2
  return root ** 2
}

function isPopulation({ people, values, topShare }: FieldPopulation): boolean {
  const isCounted = Number.isSafeInteger(people) && Number.isSafeInteger(values)
  return isCounted && values >= 1 && values <= people && topShare >= 1 / values && topShare <= 1
}

/**
 * The first `bits` bits of a blind index, the rest of the last byte zero. `purpose` and `field` separate the uses, and
 * an index of other length is unrelated: two lengths of one value cannot be laid side by side.
 */
export function truncatedIndex(
  keyring: Keyring,
  place: { readonly purpose: string; readonly field: string },
  normalised: string,
  bits: number,
): Uint8Array {
  if (!Number.isInteger(bits) || bits < 1 || bits > BITS_MAX)
    throw new Error('a truncated index has 1 to 32 bits')
  const [index] = Keyring.secretsOf(keyring).indexes
  if (index === undefined) throw new Error('a keyring without an index key')
  const frame = framed('kelisim/truncated/v1', place.purpose, place.field, bits, normalised)
  const cut = Uint8Array.from(hmacSha256(index, frame).subarray(0, Math.ceil(bits / 8)))
  const spare = cut.length * 8 - bits
  cut[cut.length - 1] = ((cut.at(-1) ?? 0) >> spare) << spare
  return cut
}
