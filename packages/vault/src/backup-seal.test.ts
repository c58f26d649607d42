/** What lies on a medium opens there, under its name and as its kind, and nowhere else (R-83, R-99, I5). */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { moment, subjectId } from '@kelisim/terms'
import {
  type BackupPlace,
  backupName,
  openFromBackup,
  openPersonFromBackup,
  sealForBackup,
  sealPersonForBackup,
} from './backup-seal.ts'
import { hkdfSha256, keyFrom } from './derive.ts'
import { framed } from './framed.ts'
import { logSeed, newKeyring, rotateKeyring } from './keyring.ts'
import { pooledRandom } from './random.ts'
import { openRecord } from './record.ts'
import { newSubjectKey, wipeSubjectKey } from './subject-key.ts'

const random = pooledRandom()
const AT = moment(1_795_330_000_000)
const keyring = newKeyring('proleads', AT, random)
const PLACE: BackupPlace = { medium: 'disk', kind: 'rows', name: 'subject' }
const OTHERS: readonly BackupPlace[] = [
  { ...PLACE, medium: 'tape' },
  { ...PLACE, kind: 'keys' },
  { ...PLACE, name: 'consent' },
]
const CONTENT = Buffer.from('what is kept')
const BACKUP_KEY = () =>
  keyFrom(
    hkdfSha256(keyFrom(logSeed(keyring)), new Uint8Array(0), Buffer.from('kelisim backup key'), 32),
  )

test('an object is a record under the backup key, bound to its operator, medium, kind and name', () => {
  const sealed = sealForBackup(keyring, PLACE, CONTENT, random)
  const frame = framed('kelisim/backup/v1', 'proleads', 'disk', 'rows', 'subject')
  assert.deepEqual(openRecord(BACKUP_KEY(), frame, sealed), Uint8Array.from(CONTENT))
  const open = (place: BackupPlace, bytes = sealed, under = keyring) =>
    openFromBackup(under, place, bytes)
  assert.deepEqual(open(PLACE), Uint8Array.from(CONTENT))
  assert.deepEqual(
    open(PLACE, sealed, rotateKeyring(keyring, AT, random)),
    Uint8Array.from(CONTENT),
  )
  for (const place of OTHERS) assert.equal(open(place), undefined)
  assert.equal(open(PLACE, sealed, newKeyring('proleads', AT, random)), undefined)
  const altered = Uint8Array.from(sealed)
  altered[60] = (altered[60] ?? 0) ^ 1
  assert.equal(open(PLACE, altered), undefined)
})

test('R-99: a person’s row opens under that person’s key only, and goes with the key', () => {
  const subject = subjectId(random(16))
  const key = newSubjectKey(random, 2)
  const sealed = sealPersonForBackup(keyring, key, subject, PLACE, CONTENT, random)
  const open = (place = PLACE, of = key, whose = subject, under = keyring) =>
    openPersonFromBackup(under, of, whose, place, sealed)
  assert.deepEqual(open(), Uint8Array.from(CONTENT))
  for (const place of OTHERS) assert.equal(open(place), undefined)
  assert.equal(open(PLACE, newSubjectKey(random, 2)), undefined)
  assert.equal(open(PLACE, key, subjectId(random(16))), undefined)
  assert.equal(open(PLACE, key, subject, newKeyring('another', AT, random)), undefined)
  assert.deepEqual(
    open(PLACE, key, subject, newKeyring('proleads', AT, random)),
    Uint8Array.from(CONTENT),
  )
  assert.equal(openFromBackup(keyring, PLACE, sealed), undefined)
  wipeSubjectKey(key)
  assert.throws(() => open(), /destroyed/)
})

test('the frames of a person’s row and of an object are told apart by their label', () => {
  const subject = subjectId(Uint8Array.from({ length: 16 }, (_, at) => at))
  const secret = Uint8Array.from({ length: 32 }, (_, at) => at)
  const key = newSubjectKey(() => Uint8Array.from(secret), 2)
  const sealed = sealPersonForBackup(keyring, key, subject, PLACE, CONTENT, random)
  const frame = framed(
    'kelisim/backup-person/v1',
    'proleads',
    subject,
    2,
    'disk',
    'rows',
    'subject',
  )
  assert.deepEqual(openRecord(keyFrom(secret), frame, sealed), Uint8Array.from(CONTENT))
})

test('a name is the first half of a keyed hash: the same for the same content and keys only', () => {
  const mac = createHmac('sha256', BACKUP_KEY()).update(CONTENT).digest('hex')
  assert.equal(backupName(keyring, CONTENT), mac.slice(0, 32))
  assert.notEqual(
    backupName(newKeyring('proleads', AT, random), CONTENT),
    backupName(keyring, CONTENT),
  )
})
