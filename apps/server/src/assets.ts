/**
 * Static files: stylesheets, scripts, pictures and fonts, from this origin and no other.
 *
 * Read once at the start and addressed by name; nothing outside the lists can be asked for.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ASSETS, FONTS } from '@kelisim/ui'
import type { FastifyInstance } from 'fastify'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const DAY_SECONDS = 86_400

interface Asset {
  readonly bytes: Buffer
  readonly type: string
}

export function serveAssets(app: FastifyInstance): void {
  const assets = new Map([
    ...folder(ASSETS),
    ...folder(new URL('../js/', ASSETS)),
    ...fonts(),
    ...verifier(),
  ])
  app.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) => {
    const asset = assets.get(request.params['*'])
    if (asset === undefined) return await reply.code(404).type('text/plain').send('not found\n')
    return await reply
      .header('cache-control', `public, max-age=${DAY_SECONDS}`)
      .type(asset.type)
      .send(asset.bytes)
  })
}

function folder(url: URL): [string, Asset][] {
  return readdirSync(url).flatMap((name): [string, Asset][] => {
    const type = TYPES[extname(name)]
    return type === undefined ? [] : [[name, { bytes: readFileSync(new URL(name, url)), type }]]
  })
}

function fonts(): [string, Asset][] {
  const place = (file: string) =>
    fileURLToPath(import.meta.resolve(`@fontsource-variable/inter/files/${file}`))
  return FONTS.map((file) => [
    `fonts/${file}`,
    { bytes: readFileSync(place(file)), type: 'font/woff2' },
  ])
}

/** The verifier's own sources without their types: what a browser runs is what the tests ran. */
function verifier(): [string, Asset][] {
  const url = new URL('./', import.meta.resolve('@kelisim/verifier'))
  return readdirSync(url)
    .filter((name) => extname(name) === '.ts')
    .map((name) => {
      const script = stripTypeScriptTypes(readFileSync(new URL(name, url), 'utf8'))
      return [`verifier/${name}`, { bytes: Buffer.from(script), type: TYPES['.js'] ?? '' }]
    })
}
