/**
 * The account of media at the terminal: register, list, issue, return, destroy.
 *
 * Registering makes the folder this medium (`medium.json`). Law: 94-V art. 12(2), 18, 22(1).
 * Requirements: R-81, L-6.
 */
import {
  destroyMedium,
  issueMedium,
  listMedia,
  registerMedium,
  returnMedium,
  writeMediumMark,
} from '@kelisim/work'
import { OFFICER } from './backup.ts'
import { type Call, type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'
import { mediumFolder } from './owner.ts'
import { done } from './refused.ts'

export const mediaRegister: Command = {
  options: {
    name: { type: 'string' },
    region: { type: 'string' },
    place: { type: 'string' },
    custodian: { type: 'string' },
  },
  run: async (call) => {
    const [path = ''] = wordsOf(call, 'the folder of the medium')
    const folder = await mediumFolder(path, '')
    const about = {
      name: given(call, 'name'),
      region: given(call, 'region'),
      place: given(call, 'place'),
      custodian: given(call, 'custodian'),
    }
    if ((await folder.read('medium.json')) !== undefined) {
      throw new Failure('this folder is a medium already: see medium.json')
    }
    const answer = await inHouse(async ({ means }) => await registerMedium(means, about, OFFICER))
    const { id } = done(call, answer)
    await writeMediumMark(folder, id)
    call.answer({ medium: id, region: about.region }, [`medium ${id} registered: ${about.name}`])
    return 0
  },
}

export const mediaList: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const media = await inHouse(async ({ means }) => await listMedia(means))
    call.answer(
      { media },
      media.map(({ id, name, state, region, place, custodian, issuedTo, act }) =>
        [id, state, region, place, custodian, name, issuedTo ?? '', act ?? ''].join('  ').trimEnd(),
      ),
    )
    return 0
  },
}

export const mediaIssue: Command = {
  options: { to: { type: 'string' } },
  run: async (call) => {
    const [id = ''] = wordsOf(call, 'the id of the medium')
    const to = given(call, 'to')
    const answer = await inHouse(async ({ means }) => await issueMedium(means, id, to, OFFICER))
    done(call, answer)
    call.answer({ medium: id, state: 'issued' }, [`medium ${id} issued to ${to}`])
    return 0
  },
}

export const mediaReturn: Command = {
  options: {},
  run: async (call) => {
    const [id = ''] = wordsOf(call, 'the id of the medium')
    done(call, await inHouse(async ({ means }) => await returnMedium(means, id, OFFICER)))
    call.answer({ medium: id, state: 'in_use' }, [`medium ${id} is back`])
    return 0
  },
}

export const mediaDestroy: Command = {
  options: { act: { type: 'string' } },
  run: async (call) => {
    const [id = ''] = wordsOf(call, 'the id of the medium')
    const act = given(call, 'act')
    done(call, await inHouse(async ({ means }) => await destroyMedium(means, id, act, OFFICER)))
    call.answer({ medium: id, state: 'destroyed', act }, [
      `medium ${id} destroyed by act ${act}: no backup goes to it any more`,
    ])
    return 0
  },
}

function given(call: Call, option: string): string {
  const text = call.texts[option]
  if (text === undefined) throw new WrongUse(`--${option} is missing`)
  return text
}
