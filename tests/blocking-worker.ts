/** A process to be killed: it blocks one person's data and lifts the block, over and over, and says when it begins. */
import { type Environment, openHouse } from '@kelisim/house'
import { smsOutbox } from '@kelisim/outside'
import { moment, type SubjectId } from '@kelisim/terms'
import { blockData, unblockData } from '@kelisim/work'

const { environment, subject, at } = JSON.parse(process.env['BLOCKING_WORKER'] ?? '') as {
  readonly environment: Environment
  readonly subject: SubjectId
  readonly at: number
}
const began = Date.now()
const now = () => moment(at + Date.now() - began)
const house = await openHouse(environment, {
  sms: smsOutbox(now),
  forgetMessages: () => undefined,
  lenders: new Map(),
  allowedHosts: [],
  publicUrl: 'http://localhost:8080',
  now,
})
const OFFICER = { role: 'officer', id: '0198a000-0000-7000-8000-000000000002' } as const
process.stdout.write('ready\n')
for (;;) {
  await unblockData(house.means, subject, OFFICER)
  await blockData(house.means, subject, OFFICER, 'unlawful')
  process.stdout.write('.')
}
