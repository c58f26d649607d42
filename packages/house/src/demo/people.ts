/**
 * Synthetic people: names, numbers and circumstances that belong to nobody.
 *
 * Marks of the synthetic: an IIN's serial number is 5000 or more, which a day of some 1,100 births never
 * reaches, and a phone is +7 700 000 xxxx, a block used for examples only. Every list is made from a seed, so two worlds of
 * one seed are one world.
 */
import { checkIin } from '@kelisim/terms'

export interface SyntheticPerson {
  readonly phone: string
  readonly values: Readonly<Record<string, string>>
}

const SURNAMES = [
  'Сейіт',
  'Ахмет',
  'Бекен',
  'Дәулет',
  'Ерғали',
  'Жұмабек',
  'Қасым',
  'Мұқан',
  'Нұрлан',
  'Оспан',
  'Сағын',
  'Тілеу',
  'Ыбырай',
  'Әбдір',
  'Өмір',
]
const WOMEN = [
  'Айгерім',
  'Ботагөз',
  'Гүлнұр',
  'Динара',
  'Жанар',
  'Қарлығаш',
  'Мөлдір',
  'Назгүл',
  'Сәуле',
  'Әсел',
]
const MEN = [
  'Арман',
  'Бауыржан',
  'Дәурен',
  'Ерлан',
  'Қанат',
  'Мұрат',
  'Нұржан',
  'Санжар',
  'Тимур',
  'Әділ',
]

const SYNTHETIC_SERIAL = 5_000
const SYNTHETIC_SERIALS = 5_000
const PHONE_BLOCK = 700_000_0000
const PHONES = 10_000

/** `ordinal` 0…9 999 is who it is; `birthDate` is ISO; the same arguments give the same person. */
export function syntheticPerson(ordinal: number, birthDate: string): SyntheticPerson | undefined {
  const woman = ordinal % 2 === 0
  const iin = syntheticIin(birthDate, woman, ordinal % SYNTHETIC_SERIALS)
  if (iin === undefined) return undefined
  const surname = `${pick(SURNAMES, ordinal)}${woman ? 'ова' : 'ов'}`
  return {
    phone: syntheticPhone(ordinal),
    values: {
      last_name: surname,
      first_name: pick(woman ? WOMEN : MEN, Math.floor(ordinal / SURNAMES.length)),
      birth_date: birthDate,
      iin,
    },
  }
}

/** A number of the block of examples: nobody's, and nothing is ever sent there (decision 0013). */
export function isExamplePhone(phone: string): boolean {
  return phone.startsWith(`+7${PHONE_BLOCK / PHONES}`)
}

/** E.164; ordinals 0…9 999. */
export function syntheticPhone(ordinal: number): string {
  return `+7${PHONE_BLOCK + ordinal}`
}

/** An IIN with a right control digit and a serial that is never issued; the serial moves on when no digit fits. */
function syntheticIin(birthDate: string, woman: boolean, start: number): string | undefined {
  const [year = '', month = '', day = ''] = birthDate.split('-')
  const century = Number(year) >= 2000 ? 5 : 3
  for (let step = 0; step < SYNTHETIC_SERIALS; step++) {
    const serial = SYNTHETIC_SERIAL + ((start + step) % SYNTHETIC_SERIALS)
    const base = `${year.slice(2)}${month}${day}${century + (woman ? 1 : 0)}${serial}`
    for (let digit = 0; digit <= 9; digit++) {
      if (checkIin(`${base}${digit}`).valid) return `${base}${digit}`
    }
  }
  return undefined
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}
