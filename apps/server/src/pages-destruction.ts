/**
 * The act and the certificate for whoever has their number: on paper, and as the ledger's proof for /verify.
 *
 * A person whose data are destroyed cannot sign in any more, so nothing is asked here; what is given holds no value
 * and names nobody, as the ledger's own entry does. Law: 94-V art. 18. Requirements.
 */
import type { House } from '@kelisim/house'
import { destructionPath, notFoundPage } from '@kelisim/screens'
import { parseId } from '@kelisim/terms'
import { destructionProof, destructionRecord } from '@kelisim/work'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { actAsPdf } from './act-print.ts'
import { frameOf, sendPage } from './page.ts'

type Asked = FastifyRequest<{ Params: { id: string } }>

export function destructionPages(app: FastifyInstance, house: House): void {
  const missing = async (request: FastifyRequest, reply: FastifyReply) =>
    await sendPage(reply, notFoundPage(await frameOf(house, request, reply)), 'public', 404)
  app.get(destructionPath(':id', 'act.pdf'), async (request: Asked, reply) => {
    const { id } = request.params
    const { language } = await frameOf(house, request, reply)
    const record = parseId(id) && (await destructionRecord(house.means, id))
    if (record === undefined) return await missing(request, reply)
    return await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="kelisim-act-${id.slice(-6)}.pdf"`)
      .type('application/pdf')
      .send(await actAsPdf(house, record, language))
  })
  app.get(destructionPath(':id', 'proof.json'), async (request: Asked, reply) => {
    const { id } = request.params
    const proof = parseId(id) && (await destructionProof(house.means, id))
    if (proof === undefined) return await missing(request, reply)
    return await reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="kelisim-act-${id.slice(-6)}.json"`)
      .type('application/json')
      .send(`${JSON.stringify(proof, null, 2)}\n`)
  })
}
