/**
 * The API's own description: `GET /openapi.json` (OpenAPI 3.1) and `GET /docs` for people.
 *
 * Made from the very schemas that check calls and answers, so the document cannot say otherwise.
 * Also lends the schemas to the server: every route of the API is checked in both directions.
 */
import swagger from '@fastify/swagger'
import type { House } from '@kelisim/house'
import type { FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { referencePage } from './api-reference.ts'
import { withOpenOperations } from './api-open-operations.ts'
import { SHORT_LIVED, TAG, TAG_SAYS } from './api-route.ts'
import { withoutUnused } from './api-unused.ts'
import { frameOf, sendPage } from './page.ts'

const DESCRIPTION = `Applications for microcredits under consents that can be read, withdrawn and proven.

Answers are JSON; refusals are problems (RFC 9457) with a code, an article of the law and a clause of
the policy, in the language of \`Accept-Language\` (kk, ru, en), and never repeat a value that was sent.

\`Idempotency-Key\` (draft-ietf-httpapi-idempotency-key-header-07): where it is required, the same key
with the same body gets the first answer for 72 hours, with another body 422, while the first call
still runs 409, without a key 400. Withdrawal, suspension and its end may also be repeated under a
new key. Destruction ends the session, so its repeat is answered 401. Confirming a code, opening a
session and revealing a field answer a secret or a value, which is never stored: repeating them asks
again, and a code is right once. Lenders’ calls are recognised by \`event_id\` and \`notice_id\`.`

export async function openApi(app: FastifyInstance, house: House): Promise<void> {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Kelisim',
        version: '1',
        description: DESCRIPTION,
        license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: house.means.publicUrl }],
      tags: Object.entries(TAG).map(([key, name]) => ({ name, description: saysOf(key) })),
      components: { securitySchemes: SECURITY },
    },
    hideUntagged: true,
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      withOpenOperations(withoutUnused(jsonSchemaTransformObject(document))),
  })
  app.addHook('onRequest', async (request, reply) => {
    // Nothing of the API is kept on the way unless its route says that it may be.
    if (request.url.startsWith('/v1/')) void reply.header('cache-control', 'no-store')
  })
  app.get('/openapi.json', async (_request, reply) => {
    return await reply.header('cache-control', SHORT_LIVED).send(app.swagger())
  })
  app.get('/docs', async (request, reply) => {
    const frame = await frameOf(house, request, reply)
    return await sendPage(reply, referencePage(app.swagger(), frame), 'public')
  })
}

function saysOf(key: string): string {
  return Object.entries(TAG_SAYS).find(([known]) => known === key)?.[1] ?? ''
}

const SECURITY = {
  person: {
    type: 'http' as const,
    scheme: 'bearer',
    description: 'The token of POST /v1/sessions; 30 minutes',
  },
  staff: {
    type: 'http' as const,
    scheme: 'bearer',
    description: 'The token of POST /v1/desk/sessions; 8 hours',
  },
  lender: {
    type: 'apiKey' as const,
    in: 'header' as const,
    name: 'webhook-signature',
    description:
      'Standard Webhooks: v1 HMAC-SHA256 over id, timestamp and raw body under the lender’s secret',
  },
}
