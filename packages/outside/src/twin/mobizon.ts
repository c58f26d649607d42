/** Mobizon.kz on the loopback: checks every parameter it knows, answers as the gateway documents. */
import { type Listening, listen } from './listen.ts'

export interface MobizonTwin extends Listening {
  readonly sent: URLSearchParams[]
  readonly paths: string[]
}

/** A number that the twin finds invalid, and one for which the account has no right. */
export const MOBIZON_BAD_NUMBER = '77000000007'
export const MOBIZON_NO_RIGHT = '77000000010'

export async function mobizonTwin(apiKey: string): Promise<MobizonTwin> {
  const sent: URLSearchParams[] = []
  const paths: string[] = []
  const server = await listen((heard, response) => {
    paths.push(heard.path)
    const form = new URLSearchParams(heard.body)
    const answer = (code: number, data: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code, data, message: `about ${form.get('recipient')}` }))
    }
    if (form.get('apiKey') !== apiKey) return answer(8, [])
    const isWhole =
      heard.method === 'POST' &&
      heard.path === '/service/message/sendsmsmessage' &&
      heard.headers['content-type'] === 'application/x-www-form-urlencoded' &&
      form.get('api') === 'v1' &&
      form.get('output') === 'json'
    if (!isWhole) return answer(12, [])
    const recipient = form.get('recipient') ?? ''
    if (recipient === MOBIZON_NO_RIGHT) return answer(9, [])
    if (!/^[0-9]{7,15}$/.test(recipient) || recipient === MOBIZON_BAD_NUMBER) {
      return answer(1, { recipient: 'Invalid' })
    }
    if (!form.get('text')) return answer(1, { text: 'Empty' })
    sent.push(form)
    answer(0, { campaignId: '1', messageId: String(1_000 + sent.length), status: 2 })
  })
  return { ...server, sent, paths }
}
