/**
 * What would this version of the policy change, for whom, and for how many?
 *
 * Compares two folders, or a folder with the version in force (`in-force`, also meant by a single word). With
 * `--live` the people touched are counted in the database, without opening a box: numbers and nothing else, so
 * nothing is recorded. A folder with faults is no version yet and is refused.
 *
 * Requirements.
 */
import { diffPolicies, loadPolicy, type Policy, type PolicyDiff } from '@kelisim/policy'
import { type Language, type Moment, moment, toIso } from '@kelisim/terms'
import { type Impact, weighPolicy } from '@kelisim/work'
import { type Command, WrongUse } from './command.ts'
import { inHouse } from './open.ts'
import { filesOf, soundPolicy } from './policy-check.ts'
import { diffLines } from './policy-diff-lines.ts'

const IN_FORCE = 'in-force'

export const policyDiff: Command = {
  options: { live: { type: 'boolean' } },
  run: async (call) => {
    const [first, second, ...more] = call.words
    if (first === undefined) throw new WrongUse('DIR is missing')
    if (more.length > 0) throw new WrongUse('there are too many words')
    const [one, other] = second === undefined ? [IN_FORCE, first] : [first, second]
    const isLive = call.texts['live'] === 'true'
    const read = async (dir: string) => await readVersion(dir, call.language)
    const { diff, impact } =
      isLive || one === IN_FORCE || other === IN_FORCE
        ? await withDatabase(one, other, isLive, read)
        : { diff: diffPolicies(await read(one), await read(other), now()), impact: undefined }
    const value = { ...diff, at: toIso(diff.at) }
    call.answer(impact === undefined ? value : { ...value, impact }, diffLines(diff, impact))
    return 0
  },
}

async function withDatabase(
  one: string,
  other: string,
  isLive: boolean,
  read: (dir: string) => Promise<Policy>,
): Promise<{ readonly diff: PolicyDiff; readonly impact: Impact | undefined }> {
  return await inHouse(async ({ means }) => {
    const version = async (name: string) => (name === IN_FORCE ? means.policy : await read(name))
    const before = await version(one)
    const after = await version(other)
    if (isLive) return await weighPolicy(means, after, before)
    return { diff: diffPolicies(before, after, means.now()), impact: undefined }
  })
}

async function readVersion(dir: string, language: Language): Promise<Policy> {
  const sentence = `the policy in ${dir} has faults and is no version yet`
  return soundPolicy(loadPolicy(await filesOf(dir)), language, sentence)
}

function now(): Moment {
  return moment(Date.now())
}
