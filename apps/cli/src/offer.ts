/**
 * Offers at the terminal: publish, list, withdraw. Nobody can apply where no offer is published.
 *
 * What the law caps is refused here as everywhere: rate, licence, recipients. Law: 56-V art. 5. Requirements: L-14, L-15.
 */
import { isIsoDate } from '@kelisim/terms'
import { publishedOffers, publishOffer, withdrawOffer } from '@kelisim/work'
import { OFFICER } from './backup.ts'
import { type Call, type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'
import { done } from './refused.ts'

const WORD = /^[a-z][a-z0-9_-]{0,59}$/

export const offerPublish: Command = {
  options: {
    recipient: { type: 'string' },
    amount: { type: 'string' },
    days: { type: 'string' },
    rate: { type: 'string' },
    product: { type: 'string' },
    requirement: { type: 'string' },
    checked: { type: 'string' },
  },
  run: async (call) => {
    const [id = ''] = wordsOf(call, 'the id of the offer')
    const [amountMinTenge, amountMaxTenge] = range(call, 'amount')
    const [daysMin, daysMax] = range(call, 'days')
    const checkedOn = call.texts['checked'] ?? ''
    if (!isIsoDate(checkedOn))
      throw new WrongUse('--checked is the day you saw the terms, YYYY-MM-DD')
    const offer = {
      id: word(id, 'the id'),
      recipient: word(call.texts['recipient'], '--recipient'),
      product: word(call.texts['product'], '--product'),
      requirement: word(call.texts['requirement'], '--requirement'),
      amountMinTenge,
      amountMaxTenge,
      daysMin,
      daysMax,
      checkedOn,
      dailyRatePercent: rateOf(call),
    }
    done(call, await inHouse(async ({ means }) => await publishOffer(means, offer, OFFICER)))
    call.answer({ offer: id, recipient: offer.recipient }, [`offer ${id} is published`])
    return 0
  },
}

export const offerList: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const offers = await inHouse(async ({ means }) => await publishedOffers(means))
    const lines = offers.map((one) =>
      [
        one.id,
        one.recipient,
        `${one.amountMinTenge}-${one.amountMaxTenge}`,
        `${one.daysMin}-${one.daysMax}`,
        `${one.dailyRatePercent} %`,
        one.checkedOn,
      ].join('  '),
    )
    call.answer({ offers }, offers.length === 0 ? ['none: kelisim offer publish'] : lines)
    return 0
  },
}

export const offerWithdraw: Command = {
  options: {},
  run: async (call) => {
    const [id = ''] = wordsOf(call, 'the id of the offer')
    const isDone = await inHouse(async ({ means }) => await withdrawOffer(means, id, OFFICER))
    if (!isDone) throw new Failure('no offer with this id is published')
    call.answer({ offer: id, published: false }, [`offer ${id} is shown no more`])
    return 0
  },
}

function range(call: Call, option: string): readonly [number, number] {
  const [, least = '', most = ''] = /^(\d{1,9})-(\d{1,9})$/.exec(call.texts[option] ?? '') ?? []
  if (most === '') throw new WrongUse(`--${option} is LEAST-MOST, two whole numbers`)
  return [Number(least), Number(most)]
}

function rateOf(call: Call): number {
  const text = call.texts['rate'] ?? ''
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text))
    throw new WrongUse('--rate is percent of what is owed, for one day: 0.1')
  return Number(text)
}

function word(text: string | undefined, what: string): string {
  if (!WORD.test(text ?? '')) throw new WrongUse(`${what} is a word of a–z, 0–9, _ and -`)
  return text ?? ''
}
