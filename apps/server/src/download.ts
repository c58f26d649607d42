/**
 * A person's copy of everything that is held about them, for programs (JSON) and for paper (PDF).
 *
 * The same data give the same bytes. In the PDF a value is set as text, whatever it looks like. Each
 * PDF is made in a thread of its own, one after another, so that copies cannot crowd out other calls.
 *
 * Law: 94-V art. 24(1)(1). Requirements.
 */
import { hash } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { House } from '@kelisim/house'
import { messages } from '@kelisim/messages'
import { type Language, SECOND } from '@kelisim/terms'
import type { OwnData } from '@kelisim/work'
import { ownCopy, takenAt } from './own-copy.ts'
import { type PrintedCopy, printedCopy } from './own-copy-print.ts'
import { printable } from './printable.ts'
import { tellerOf } from './said.ts'
import type { Setting } from './typeset.ts'

/** Hex letters of the fingerprint at the foot: enough to compare two copies by eye. */
const FINGERPRINT_CHARS = 16
/** A copy of ten thousand actions takes some ten seconds; past this something is wrong. */
const SETTING_MS_MAX = 60_000

export function ownDataAsJson(house: House, data: OwnData): string {
  return `${JSON.stringify(ownCopy(house, data), null, 2)}\n`
}

export async function ownDataAsPdf(
  house: House,
  data: OwnData,
  language: Language,
): Promise<Buffer> {
  const teller = await tellerOf(house, 'subject')
  const view = printedCopy(teller, data, language)
  return await print(view, house.means.policy.version, Math.floor(takenAt(data) / SECOND))
}

let last: Promise<unknown> = Promise.resolve()

export async function print(
  view: PrintedCopy,
  policyVersion: number,
  seconds: number,
): Promise<Buffer> {
  const { copy } = messages(view.language)
  const fingerprint = hash('sha256', JSON.stringify(view)).slice(0, FINGERPRINT_CHARS)
  const foot = `${copy.policy}, ${copy.policyVersion(policyVersion)} · ${copy.fingerprint} ${fingerprint}`
  return await setInType({ template: 'own-data', view: shownJson({ ...view, foot }), seconds })
}

/** One document after another, whoever asks for them. */
export async function setInType(setting: Setting): Promise<Buffer> {
  const mine = last.then(async () => await typeset(setting))
  last = mine.catch(() => undefined)
  return await mine
}

/** Every text of the page in signs that the typeface has. */
export function shownJson(page: object): string {
  return JSON.stringify(page, (_name, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  )
}

async function typeset(workerData: Setting): Promise<Buffer> {
  const worker = new Worker(new URL('typeset.ts', import.meta.url), { workerData })
  try {
    const signal = AbortSignal.timeout(SETTING_MS_MAX)
    // Rejects with the thread's own error when it fails before it answers.
    const [pdf] = (await once(worker, 'message', { signal })) as [Uint8Array]
    return Buffer.from(pdf)
  } finally {
    await worker.terminate()
  }
}
