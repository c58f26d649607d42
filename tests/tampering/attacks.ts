/**
 * What the owner of the cluster may try with statements, and what must be said of each.
 *
 * `names`: SQL that tells the record which must be named (its key, or the entry that vouched for it). Where it is
 * left out the finding names the entry in the ledger that the missing or changed row came from.
 */
export interface Attack {
  readonly what: string
  readonly statements: readonly string[]
  readonly found: RegExp
  readonly names?: string
}

const at = (place: number) =>
  `(select subject_id from subject order by subject_id offset ${place} limit 1)`
const FIRST = at(0)
const SECOND = at(1)
export const FLIP = (column: string, place: number) =>
  `${column} = set_byte(${column}, ${place}, (get_byte(${column}, ${place}) + 1) % 256)`
const CONSENT = "select subject_id || '/' || consent_id from consent where recipient is not null"

export const ATTACKS: readonly Attack[] = [
  {
    what: 'a consent is prolonged',
    statements: [
      "update consent set expires_at = expires_at + interval '1 day' where recipient is not null",
    ],
    found: /^row_not_vouched consent /,
    names: CONSENT,
  },
  {
    what: 'a consent is widened by a field',
    statements: [
      "update consent set fields = fields || array['iin', 'email'] where recipient is not null",
    ],
    found: /^row_not_vouched consent /,
    names: CONSENT,
  },
  {
    what: 'a consent is led to another recipient',
    statements: ["update consent set recipient = 'ules' where recipient is not null"],
    found: /^row_not_vouched consent /,
    names: CONSENT,
  },
  {
    what: 'a withdrawal is invented',
    statements: ['update consent set withdrawn_at = granted_at where withdrawn_at is null'],
    found: /^row_not_vouched consent /,
    names: "select subject_id || '/' || consent_id from consent where withdrawn_at is null",
  },
  {
    what: 'a withdrawal is erased',
    statements: ['update consent set withdrawn_at = null where withdrawn_at is not null'],
    found: /^row_not_vouched consent /,
    names: "select subject_id || '/' || consent_id from consent where withdrawn_at is not null",
  },
  {
    what: 'a withdrawn consent is rolled back to yesterday’s row, salt and all',
    statements: [
      'delete from consent where withdrawn_at is not null',
      'insert into consent select * from yesterday_consent y where not exists (select from consent c where c.consent_id = y.consent_id)',
    ],
    found: /^row_not_vouched consent /,
    names: "select subject_id || '/' || consent_id from consent where withdrawn_at is not null",
  },
  {
    what: 'a consent is removed',
    statements: ['delete from consent where recipient is not null'],
    found: /^row_missing consent (entry|action) /,
  },
  {
    what: 'a consent is added',
    statements: [
      "insert into consent select subject_id, gen_random_uuid(), control, purpose, operations, fields, 'ules', channel, text_sha256, language, policy_hash, policy_version, confirmed_by, granted_at, expires_at, withdrawn_at, salt from consent where recipient = 'samal'",
    ],
    found: /^row_not_vouched consent /,
  },
  {
    what: 'a consent’s text is reworded',
    statements: ["update consent_text set verbatim = verbatim || ' '"],
    found: /^text_altered consent_text /,
    names: 'select sha256 from consent_text',
  },
  {
    what: 'a consent’s text is reworded and addressed by its new hash',
    statements: [
      "update consent_text set verbatim = verbatim || ' ', sha256 = encode(sha256(convert_to(verbatim || ' ', 'UTF8')), 'hex')",
    ],
    found: /^text_missing consent_text /,
    names: 'select distinct text_sha256 from consent',
  },
  {
    what: 'a consent’s text is reworded, rehashed, and the consents led to it',
    statements: [
      "update consent c set text_sha256 = encode(sha256(convert_to(verbatim || ' ', 'UTF8')), 'hex') from consent_text t where t.sha256 = c.text_sha256",
      "update consent_text set verbatim = verbatim || ' ', sha256 = encode(sha256(convert_to(verbatim || ' ', 'UTF8')), 'hex')",
    ],
    found: /^row_not_vouched consent /,
    names: "select subject_id || '/' || consent_id from consent",
  },
  {
    what: 'a consent’s text is said to be of another control',
    statements: [
      "update consent_text set control = 'recipient:ules' where control = 'recipient:samal'",
    ],
    found: /^rules_altered consent_text /,
    names: 'select distinct policy_hash from consent_text',
  },
  {
    what: 'texts of a consent exchange their languages',
    statements: [
      "update consent_text set language = case language when 'kk' then 'ru' else 'kk' end where language in ('kk', 'ru')",
    ],
    found: /^rules_altered consent_text /,
    names: 'select distinct policy_hash from consent_text',
  },
  {
    what: 'a consent’s text is said to be of a version that nobody adopted',
    statements: [
      "update consent_text set policy_hash = repeat('0', 64) where sha256 = (select min(sha256) from consent_text)",
    ],
    found: /^rules_altered consent_text /,
    names: "select repeat('0', 64) union select distinct policy_hash from consent_text",
  },
  {
    what: 'a text that nobody was asked is put among those of consents',
    statements: [
      "insert into consent_text (sha256, control, language, policy_hash, verbatim) select encode(sha256('x'), 'hex'), control, language, policy_hash, 'x' from consent_text limit 1",
    ],
    found: /^rules_altered consent_text /,
    names: 'select distinct policy_hash from consent_text',
  },
  {
    what: 'a text of a consent that nobody gave is removed',
    statements: ['delete from consent_text where sha256 not in (select text_sha256 from consent)'],
    found: /^rules_altered consent_text /,
    names: 'select distinct policy_hash from consent_text',
  },
  {
    what: 'a byte of a box is changed',
    statements: [`update box set ${FLIP('sealed', 60)} where subject_id = ${FIRST}`],
    found: /^box_does_not_open box /,
    names: `select subject_id || '/' || box from box where subject_id = ${FIRST}`,
  },
  {
    what: 'an old box is given out for a newer version',
    statements: [`update box set version = version + 1 where subject_id = ${FIRST}`],
    found: /^box_does_not_open box /,
    names: `select subject_id || '/' || box from box where subject_id = ${FIRST}`,
  },
  {
    what: 'boxes of two people are exchanged',
    statements: [
      `update box a set sealed = b.sealed, salt = b.salt from box b where a.box = b.box and a.subject_id in (${FIRST}, ${SECOND}) and b.subject_id in (${FIRST}, ${SECOND}) and a.subject_id <> b.subject_id`,
    ],
    found: /^box_does_not_open box /,
    names: `select subject_id || '/' || box from box where subject_id in (${FIRST}, ${SECOND})`,
  },
  {
    what: 'a box is removed',
    statements: [`delete from box where subject_id = ${FIRST}`],
    found: /^row_missing box (entry|action) /,
  },
  {
    what: 'a box is kept beyond its term',
    statements: ["update box set retain_until = retain_until + interval '9 years'"],
    found: /^row_not_vouched box /,
    names: "select subject_id || '/' || box from box",
  },
  {
    what: 'keys of two people are exchanged',
    statements: [
      `update keys.subject_key a set wrapped = b.wrapped from keys.subject_key b where a.subject_id in (${FIRST}, ${SECOND}) and b.subject_id in (${FIRST}, ${SECOND}) and a.subject_id <> b.subject_id`,
    ],
    found: /^key_does_not_unwrap keys.subject_key /,
    names: `select subject_id::text from subject where subject_id in (${FIRST}, ${SECOND})`,
  },
  {
    what: 'a key is removed',
    statements: [`delete from keys.subject_key where subject_id = ${FIRST}`],
    found: /^key_missing keys.subject_key /,
    names: `select ${FIRST}::text`,
  },
  {
    what: 'a key is added for nobody',
    statements: [
      'insert into keys.subject_key select gen_random_uuid(), key_version, epoch, wrapped from keys.subject_key limit 1',
    ],
    found: /^key_of_nobody keys.subject_key /,
  },
  {
    what: 'a phone is led to another person',
    statements: [`update identity_link set subject_id = ${SECOND} where subject_id = ${FIRST}`],
    found: /^row_not_vouched identity_link /,
  },
  {
    what: 'a person is blocked without an action',
    statements: [`update subject set state = 'blocked' where subject_id = ${FIRST}`],
    found: /^row_not_vouched subject /,
    names: `select ${FIRST}::text`,
  },
  {
    what: 'a person is called destroyed while their key stands',
    statements: [
      `update subject set state = 'destroyed', destroyed_at = now() where subject_id = ${FIRST}`,
    ],
    found: /^key_of_nobody keys.subject_key /,
    names: `select ${FIRST}::text`,
  },
  {
    what: 'an act of destruction is forged',
    statements: [
      `insert into destruction select ${FIRST}, 'forged', 'request', '{phone}', 1, 'applicant', now(), now(), 'x'`,
    ],
    found: /^row_not_vouched destruction .*forged/,
  },
  {
    what: 'an amount is changed',
    statements: ['update application set amount_tenge = amount_tenge + 1'],
    found: /^row_not_vouched application /,
    names: "select subject_id || '/' || application_id from application",
  },
  {
    what: 'a disclosure is led to another recipient',
    statements: ["update disclosure set recipient = 'ules'"],
    found: /^row_not_vouched disclosure /,
    names: "select subject_id || '/' || disclosure_id from disclosure",
  },
  {
    what: 'a disclosure is called accepted',
    statements: ["update disclosure set state = 'accepted' where state = 'planned'"],
    found: /^row_not_vouched disclosure /,
    names: "select subject_id || '/' || disclosure_id from disclosure where state = 'planned'",
  },
  {
    what: 'a disclosure is removed',
    statements: ["delete from disclosure where state = 'planned'"],
    found: /^row_missing disclosure (entry|action) /,
  },
  {
    what: 'an officer is added',
    statements: [
      "insert into staff values (gen_random_uuid(), 'eve', 'Eve', 'officer', 'x', 'x', true, 'x')",
    ],
    found: /^row_not_vouched staff /,
  },
  {
    what: 'an offer is made cheaper',
    statements: ["update offer set daily_rate_percent = '0.01'"],
    found: /^row_not_vouched offer /,
    names: 'select offer_id from offer',
  },
  {
    what: 'the model of the policy is edited',
    statements: ["update policy_version set model = '{}'"],
    found: /^row_not_vouched policy_version /,
    names: 'select version::text from policy_version',
  },
  {
    what: 'the hash of the policy is edited',
    statements: ["update policy_version set hash = repeat('0', 64)"],
    found: /^row_not_vouched policy_version /,
    names: 'select version::text from policy_version',
  },
  {
    what: 'files of an edition are removed',
    statements: ['delete from policy_file'],
    found: /^text_missing policy_file /,
    names: 'select sha256 from policy_file',
  },
  {
    what: 'an edition is approved by somebody else',
    statements: ["update policy_edition set approved_by = 'eve'"],
    found: /^row_not_vouched policy_edition /,
    names: 'select edition_id::text from policy_edition',
  },
  {
    what: 'the database is told to allow a field',
    statements: ["update policy_rule set fields = fields || '{sex}' where governs = 'box'"],
    found: /^rules_altered policy_rule /,
    names: 'select distinct policy_hash from policy_rule',
  },
  {
    what: 'rules of a version that nobody adopted are added',
    statements: [
      "insert into policy_rule select repeat('0', 64), place, version, governs, about, recipient, channel, operations, fields || '{sex}' from policy_rule",
    ],
    found: /^rules_altered policy_rule 0000/,
  },
  {
    what: 'the rules of the database are removed',
    statements: ['delete from policy_rule'],
    found: /^rules_altered policy_rule /,
    names: 'select distinct policy_hash from policy_rule',
  },
  {
    what: 'a document of the policy is exchanged for another',
    statements: ['update policy_document set sha256 = (select min(sha256) from policy_document)'],
    found: /^rules_altered policy_document /,
    names: 'select distinct policy_hash from policy_document',
  },
]
