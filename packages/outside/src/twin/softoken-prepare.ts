/** A fresh token in a folder: gives it its PIN and its first key, as its keeper would by hand. Arguments: module, folder, PIN, key. */
import koffi, { type TypeObject } from 'koffi'
import { ATTRIBUTE, Cryptoki, ulong } from '../keys/cryptoki.ts'
import { SOFTOKEN_LABEL, softokenSettings } from './softoken.ts'

const [, , path = '', folder = '', pin = '', key = ''] = process.argv
const ULONG = koffi.types.ulong
const BYTES = koffi.pointer(koffi.types.void)
const SECURITY_OFFICER = 0
const DATABASE_SLOT = 2
const READ_AND_WRITE = 6
const [YES, NO] = [Buffer.of(1), Buffer.of(0)]

setPin()
makeFirstKey()

/** Not among the functions that Kelisim calls itself. */
function setPin(): void {
  const list: unknown[] = [null]
  koffi.load(path).func('C_GetFunctionList', ULONG, [koffi.out(koffi.pointer(BYTES))])(list)
  const at = (place: number, ...takes: (TypeObject | ReturnType<typeof koffi.out>)[]) =>
    koffi.decode(koffi.decode(list[0], 8 * (place + 1), BYTES), koffi.proto(ULONG, takes))
  const session = [0]
  const openSession = at(12, ULONG, ULONG, BYTES, BYTES, koffi.out(koffi.pointer(ULONG)))
  const settings = koffi.struct({
    mutexes: koffi.array(BYTES, 4),
    flags: ULONG,
    reserved: koffi.types.str,
    end: BYTES,
  })
  const begin = { mutexes: [null, null, null, null], flags: 2, end: null }
  const steps = [
    at(0, koffi.pointer(settings))({ ...begin, reserved: softokenSettings(folder) }),
    openSession(DATABASE_SLOT, READ_AND_WRITE, null, null, session),
    at(18, ULONG, ULONG, koffi.types.str, ULONG)(session[0], SECURITY_OFFICER, '', 0),
    at(10, ULONG, koffi.types.str, ULONG)(session[0], pin, Buffer.byteLength(pin)),
    at(1, BYTES)(null),
  ]
  if (steps.some((returned) => returned !== 0)) throw new Error(`no PIN was set: ${steps.join()}`)
}

function makeFirstKey(): void {
  const token = new Cryptoki(path, softokenSettings(folder))
  const session = token.session(token.slotOf(SOFTOKEN_LABEL) ?? 0)
  token.login(session, pin)
  token.makeAesKey(session, [
    [ATTRIBUTE.class, ulong(4)],
    [ATTRIBUTE.keyType, ulong(0x1f)],
    [ATTRIBUTE.token, YES],
    [ATTRIBUTE.private, YES],
    [ATTRIBUTE.sensitive, YES],
    [ATTRIBUTE.extractable, NO],
    [ATTRIBUTE.encrypt, YES],
    [ATTRIBUTE.decrypt, YES],
    [ATTRIBUTE.valueLength, ulong(32)],
    [ATTRIBUTE.label, Buffer.from(key)],
    [ATTRIBUTE.id, Buffer.of(1)],
  ])
}
