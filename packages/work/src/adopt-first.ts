/**
 * The first version of a house comes into force through the steps of every later one.
 *
 * Before it there is no login that could approve: the approval that stands in the folder, by hand and with
 * its number, counts, and the program takes the steps. A start that died between two goes on at the next.
 *
 * Law: 94-V art. 25(2)(1-1). Requirements.
 */
import { adoptWhatIsDue } from './adopt-policy.ts'
import { approvePolicy } from './approve-policy.ts'
import { draftPolicy, editionOfFolder } from './draft-policy.ts'
import { HOUSE } from './govern-policy.ts'
import type { Means } from './means.ts'
import { type Edition, isFirst } from './policy-edition.ts'
import { proposePolicy } from './propose-policy.ts'
import { publishPolicy } from './publish-policy.ts'

export async function adoptFirst(means: Means): Promise<void> {
  const files = await means.policyFolder.read()
  while (await isFirst(means)) {
    const edition = await editionOfFolder(means, files)
    const step = { by: HOUSE, edition: edition?.edition_id ?? '' }
    const answer = await nextStep(means, files, edition, step)
    // Somebody else who started in the same moment may have taken this step: look again.
    if (answer.effect !== 'done' && !('code' in answer && answer.code === 'edition_step_wrong')) {
      throw new Error(`the first policy version is refused: ${JSON.stringify(answer)}`)
    }
  }
}

async function nextStep(
  means: Means,
  files: ReadonlyMap<string, string>,
  edition: Edition | undefined,
  step: { readonly by: typeof HOUSE; readonly edition: string },
) {
  switch (edition?.state) {
    case undefined:
      return await draftPolicy(means, HOUSE, files, 'folder')
    case 'draft':
      return await proposePolicy(means, step)
    case 'checked':
      return await approvePolicy(means, step)
    case 'approved':
      return await publishPolicy(means, step)
    default:
      await adoptWhatIsDue(means)
      return { effect: 'done' as const }
  }
}
