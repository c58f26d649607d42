/** SMSC.kz on the loopback: checks every parameter it knows, answers as the gateway documents. */
import { type Listening, listen } from './listen.ts'

export interface SmscTwin extends Listening {
  readonly sent: { readonly phones: string; readonly mes: string; readonly sender?: string }[]
  readonly paths: string[]
}

/** Numbers that make it answer with an error of the table. */
export const SMSC_FAULTS: Readonly<Record<string, number>> = {
  '+77000000003': 3,
  '+77000000006': 6,
  '+77000000007': 7,
  '+77000000008': 8,
  '+77000000009': 9,
}

export async function smscTwin(login: string, password: string): Promise<SmscTwin> {
  const sent: SmscTwin['sent'] = []
  const paths: string[] = []
  const server = await listen((heard, response) => {
    paths.push(heard.path)
    const body = JSON.parse(heard.body) as Record<string, unknown>
    const fault = faultOf(heard.method, heard.path, body, login, password)
    response.writeHead(200, { 'content-type': 'application/json' })
    if (fault !== undefined) {
      // The real one repeats the number in its words; nobody may pass them on.
      response.end(
        JSON.stringify({ error: `fault of ${String(body['phones'])}`, error_code: fault, id: 1 }),
      )
      return
    }
    sent.push(body as SmscTwin['sent'][number])
    response.end(JSON.stringify({ id: 340 + sent.length, cnt: 2 }))
  })
  return { ...server, sent, paths }
}

function faultOf(
  method: string,
  path: string,
  body: Record<string, unknown>,
  login: string,
  password: string,
): number | undefined {
  const isKnown =
    (body['login'] === login && body['psw'] === password) ||
    body['apikey'] === `${login}:${password}`
  if (!isKnown) return 2
  const isWhole =
    method === 'POST' &&
    path === '/rest/send/' &&
    body['fmt'] === 3 &&
    body['charset'] === 'utf-8' &&
    typeof body['mes'] === 'string'
  if (!isWhole || typeof body['phones'] !== 'string') return 1
  return SMSC_FAULTS[body['phones']]
}
