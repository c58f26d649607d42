/**
 * The keyring as bytes, before they are sealed: operator, index version, epochs, five kinds of keys.
 *
 * `v2` is a keyring whose indexes are being made anew: it has two index keys, the older first, and is else like `v1`.
 *
 * For the two files that seal it, under a passphrase or under a key of a key service. The caller wipes what
 * `contentOf` gave as soon as it is sealed; `keyringOf` wipes each key while it reads.
 */
import { moment } from '@kelisim/terms'
import { keyFrom } from './derive.ts'
import { framed } from './framed.ts'
import { type EpochSecret, isOperator, KEY_BYTES, Keyring } from './keyring.ts'
import { EPOCH_MAX, EPOCHS_ALIVE_MAX, INDEX_VERSION_MAX } from './limits.ts'

/** By the number of index keys. */
const FORMS = ['kelisim/keyring/v1', 'kelisim/keyring/v2']

export function contentOf(keyring: Keyring): Uint8Array {
  const { epochs, indexes, token, pepper, logSeed } = Keyring.secretsOf(keyring)
  const keys = [...epochs.map(({ key }) => key), ...indexes, token, pepper, logSeed]
  const secrets = keys.map((key) => key.export())
  const content = framed(
    FORMS[indexes.length - 1] ?? '',
    keyring.operator,
    keyring.indexVersion,
    epochs.length,
    ...epochs.flatMap(({ epoch, madeAt }) => [epoch, madeAt]),
    ...secrets,
  )
  for (const secret of secrets) secret.fill(0)
  return content
}

/** Authentic content of this format was written by `contentOf`; anything else is a defect and throws. */
export function keyringOf(content: Uint8Array): Keyring {
  const read = reader(content)
  const indexKeys = FORMS.indexOf(read.text()) + 1
  if (indexKeys === 0) throw new Error('the content of the keyring is of no known form')
  const operator = read.text()
  const indexVersion = read.count(INDEX_VERSION_MAX)
  const total = read.count(EPOCHS_ALIVE_MAX)
  const epochs = Array.from({ length: total }, () => ({
    epoch: read.count(EPOCH_MAX),
    madeAt: moment(read.count(Number.MAX_SAFE_INTEGER)),
  }))
  const secrets = epochs.map((epoch): EpochSecret => ({ ...epoch, key: read.key() }))
  const indexes = Array.from({ length: indexKeys }, () => read.key())
  const [token, pepper, logSeed] = [read.key(), read.key(), read.key()]
  if (!read.isAtEnd() || !isOperator(operator))
    throw new Error('the content of the keyring is malformed')
  return new Keyring(operator, indexVersion, { epochs: secrets, indexes, token, pepper, logSeed })
}

function reader(content: Uint8Array) {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length)
  let at = 0
  const part = (): Buffer => {
    const size = bytes.readUInt32BE(at)
    const from = at + 4
    if (from + size > bytes.length) throw new Error('the content of the keyring ends too early')
    at = from + size
    return bytes.subarray(from, at)
  }
  return {
    text: () => part().toString(),
    count: (max: number) => {
      const value = Number(part().readBigUInt64BE())
      if (value > max) throw new Error('a count in the keyring is beyond its limit')
      return value
    },
    key: () => {
      const secret = part()
      if (secret.length !== KEY_BYTES) throw new Error('a key in the keyring has a wrong size')
      return keyFrom(secret)
    },
    isAtEnd: () => at === bytes.length,
  }
}
