/**
 * What do the register, the forms, the mapping to a public vocabulary and the names of others say?
 *
 * Three files of the folder decide nothing and feed only documents: `register.yaml` (whose data each
 * purpose touches, by which method, what harm could come of it, which clauses are measures), `forms.yaml` (where a person
 * is asked) and `dpv.yaml` (which public term each of our words has). Each may be absent, a document then says less; the
 * checker lets no folder without a register into force. Three more decide:
 * `names.yaml`, read in `names.ts`, `statistics.yaml`, read in `depersonalisation.ts`, and `messages.yaml`, read in `messaging.ts`.
 *
 * Law: 94-V art. 25(2)(2), 25(2)(6). Requirements, L-16.
 */
import { z } from 'zod'
import { EFFECTS, type Form, type Register, type Vocabulary } from './annex-model.ts'
import {
  type Depersonalisation,
  readDepersonalisation,
  STATISTICS_FILE,
} from './depersonalisation.ts'
import { MESSAGES_FILE, type Messaging, readMessaging } from './messaging.ts'
import { NAMES_FILE, type Names, readNames } from './names.ts'
import type { Reader } from './read.ts'
import * as shape from './shape.ts'

export const ANNEXES = [
  'register.yaml',
  'forms.yaml',
  'dpv.yaml',
  NAMES_FILE,
  STATISTICS_FILE,
  MESSAGES_FILE,
] as const

const list = z.array(z.string().trim()).default([])

const processing = z.strictObject({
  purpose: z.string(),
  subjects: list,
  method: z.enum(['automated', 'manual', 'mixed']),
  note: z
    .strictObject({
      effect: z.enum(EFFECTS),
      rights: shape.texts,
      harm: shape.texts,
      reduced: shape.texts,
    })
    .exactOptional(),
})

const form = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/),
  path: z.string().default(''),
  title: shape.texts,
  controls: list,
  purpose: z.string().exactOptional(),
  fields: list,
})

const terms = z.record(z.string(), z.array(z.string().trim()).min(1)).default({})

const vocabulary = z.strictObject({
  version: z.string(),
  namespace: z.url(),
  purposes: terms,
  operations: terms,
  fields: terms,
  subjects: terms,
  grounds: terms,
  measures: terms,
  rights: terms,
})

export interface Annexes {
  readonly register?: Register
  readonly forms?: readonly Form[]
  readonly vocabulary?: Vocabulary
  readonly names?: Names
  readonly depersonalisation?: Depersonalisation
  readonly messaging?: Messaging
}

export function annexes(reader: Reader, files: ReadonlyMap<string, string>): Annexes {
  const found = files.has('dpv.yaml') ? reader.whole('dpv.yaml', '', vocabulary) : undefined
  const names = readNames(reader, files)
  const depersonalisation = readDepersonalisation(reader, files)
  const messaging = readMessaging(reader, files)
  return {
    ...(files.has('register.yaml') ? { register: register(reader, files) } : {}),
    ...(files.has('forms.yaml') ? { forms: forms(reader) } : {}),
    ...(found === undefined ? {} : { vocabulary: found }),
    ...(names === undefined ? {} : { names }),
    ...(depersonalisation === undefined ? {} : { depersonalisation }),
    ...(messaging === undefined ? {} : { messaging }),
  }
}

const MEASURE_GROUNDS = {
  kind: 'measure',
  file: 'register.yaml',
  key: 'measureGrounds',
  shape: z.strictObject({
    measure: z.string(),
    orderedBy: z.array(z.string().trim()).min(1).exactOptional(),
    because: shape.textsIfAny,
  }),
  id: ({ measure }: { readonly measure: string }) => measure,
}

function register(reader: Reader, files: ReadonlyMap<string, string>): Register {
  const source = {
    kind: 'processing',
    file: 'register.yaml',
    key: 'processing',
    shape: processing,
    id: ({ purpose }: { readonly purpose: string }) => purpose,
  }
  const measures = reader.whole('register.yaml', 'measures', list) ?? []
  const told = /^measureGrounds:/m.test(files.get('register.yaml') ?? '')
  return {
    processing: reader.list(source),
    measures,
    ...(told ? { measureGrounds: reader.list(MEASURE_GROUNDS) } : {}),
  }
}

function forms(reader: Reader): readonly Form[] {
  return reader.list({
    kind: 'form',
    file: 'forms.yaml',
    key: 'forms',
    shape: form,
    id: ({ id }: { readonly id: string }) => id,
  })
}
