/**
 * A hardware module, a smart card or a software token as the holder of the root: any PKCS#11 module on a Unix machine.
 *
 * The address is a PKCS#11 URI (RFC 7512): `pkcs11:token=Kelisim;object=kelisim?module-path=/usr/lib/….so`. The first key
 * is made by the operator beforehand (AES-256, label as in the URI, CKA_ID counted from 1); later versions at a rotation.
 * A wrapping is AES-GCM made on the token, bound to the operator.
 *
 * The module is foreign machine code: it runs in a process of its own for the time of one call (pkcs11-call.ts), gets none
 * of this program's settings, and is killed at the deadline. The PIN goes there through a pipe and stays nowhere.
 *
 * Rotation: a new key on the token, then the older ones are destroyed there: an old copy of the key file opens nowhere, except
 * with a backup of the token itself: those are the token's keeper's to destroy.
 *
 * Source: OASIS PKCS#11 3.0, RFC 7512. Requirements.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { jsonOf } from '../egress.ts'
import {
  KeyServiceError,
  type KeyPlace,
  type KeyService,
  type KeyServiceFault,
} from './key-service.ts'
import { type Call, type Said, SaidShape } from './pkcs11-talk.ts'

export interface Pkcs11Access {
  /** RFC 7512, with `token`, `object` and `module-path`. */
  readonly address: string
  readonly pin: string
  /** Handed to the module when it begins; few want one (NSS: where its database lies). */
  readonly reserved?: string | undefined
  /** Of one call, the start of its process included. */
  readonly deadlineMs: number
}

const KIND = 'pkcs11'
const CALL = fileURLToPath(new URL('pkcs11-call.ts', import.meta.url))
const PARTS = ['token', 'object', 'module-path'] as const
const ANSWER_BYTES_MAX = 4_096
/** Settings of this program and of its database are none of the module's business. */
const OURS = /^(?:KELISIM_|PG|DATABASE_URL$|NODE_)/

type Address = Pick<Call, 'module' | 'token' | 'key'>

export function isPkcs11Address(address: string): boolean {
  return readAddress(address) !== undefined
}

export function pkcs11Service(access: Pkcs11Access): KeyService {
  const { pin, reserved, deadlineMs } = access
  const where = readAddress(access.address)
  if (where === undefined) {
    throw new Error('the address of a PKCS#11 key is pkcs11:token=…;object=…?module-path=…')
  }
  const ask = async (what: Call['ask'], place?: KeyPlace, bytes?: Uint8Array) =>
    await answerTo(
      {
        ...where,
        pin,
        ...(reserved === undefined ? {} : { reserved }),
        ask: what,
        place: place === undefined ? '' : `kelisim keyring v1\n${place.operator}`,
        bytes: Buffer.from(bytes ?? []).toString('base64'),
      },
      deadlineMs,
    )
  return {
    kind: KIND,
    address: access.address,
    horizon: { oldCopies: 'nothing', keyDays: { min: 0, max: 0 } },
    wrap: async (place, root) => bytesOf(await ask('wrap', place, root)),
    unwrap: async (place, wrapped) => bytesOf(await ask('unwrap', place, wrapped)),
    renew: async () => {
      await ask('renew')
    },
    destroyOlder: async (wrapped) => {
      await ask('destroyOlder', undefined, wrapped)
    },
    status: async () => {
      const { status } = await ask('status')
      if (status === undefined) throw fault('malformed')
      return status
    },
  }
}

/** undefined for any other URI, and for one that carries a PIN: an address is shown on screens. */
function readAddress(address: string): Address | undefined {
  const [path = '', query = '', more] = address.replace(/^pkcs11:/, '').split('?')
  if (!address.startsWith('pkcs11:') || more !== undefined) return undefined
  const parts = new Map<string, string>()
  for (const pair of [...path.split(';'), ...query.split('&')]) {
    const [name = '', value = ''] = pair.split('=')
    if (!PARTS.some((part) => part === name)) return undefined
    parts.set(name, decoded(value))
  }
  const [token = '', key = '', module = ''] = PARTS.map((part) => parts.get(part))
  return token === '' || key === '' || module === '' ? undefined : { token, key, module }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}

async function answerTo(call: Call, deadlineMs: number): Promise<Said> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const limits = {
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    maxBuffer: ANSWER_BYTES_MAX,
  } as const
  const output = await new Promise<Buffer>((resolve, reject) => {
    const how = { env, encoding: 'buffer', ...limits } as const
    const child = execFile(process.execPath, [CALL], how, (error, stdout) => {
      // What the module wrote into its errors is not repeated: nobody knows what it says there.
      if (error === null) resolve(stdout)
      else reject(fault('away'))
    })
    // Whoever ends without listening has answered with its end.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(JSON.stringify(call))
  })
  const said = SaidShape.safeParse(jsonOf(output))
  if (!said.success) throw fault('malformed')
  if (said.data.fault !== undefined) throw fault(said.data.fault)
  return said.data
}

function bytesOf({ bytes }: Said): Uint8Array {
  if (bytes === undefined) throw fault('malformed')
  return new Uint8Array(Buffer.from(bytes, 'base64'))
}

function fault(what: KeyServiceFault): KeyServiceError {
  return new KeyServiceError(KIND, what)
}
