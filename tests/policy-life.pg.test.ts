/**
 * The life of a policy version: from a folder, through two persons, to the next decision in every process.
 */
import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHouse } from '@kelisim/house'
import { readPolicyFolder } from '@kelisim/outside'
import { editPurpose, parsePolicy, type Policy, readDraft } from '@kelisim/policy'
import {
  CONSENT,
  editionFiles,
  load,
  loadOne,
  openPool,
  POLICY_EDITION,
  sqlState,
} from '@kelisim/store'
import { DAY, type SubjectId } from '@kelisim/terms'
import {
  adoptWhatIsDue,
  type Answer,
  approvePolicy,
  askedAnew,
  checkDatabase,
  consentText,
  countAskedAnew,
  discardEdition,
  draftPolicy,
  editDraft,
  editionOfFolder,
  finishReviews,
  grantAnew,
  listEditions,
  listReviews,
  openEdition,
  proposePolicy,
  publishPolicy,
  takeBack,
} from '@kelisim/work'
import {
  adoptNext,
  done,
  draft,
  nextFolder,
  ONE,
  openOwn,
  OTHER,
  withoutField,
} from './policy-versions.ts'
import { apply } from './world.ts'

const CLERK = { role: 'clerk', id: '00000000-0000-4000-8000-000000000003' }
const TODAY = '2026-11-22'

function code(answer: Answer<object>): string {
  return answer.effect === 'refuse' ? answer.code : answer.effect
}

test('the first version comes into force through the steps of every later one (R-88, R-90)', async (context) => {
  const { world } = await openOwn(context)
  const { means } = world.house
  const [first, ...more] = await listEditions(means)
  assert.ok(first)
  assert.equal(more.length, 0)
  assert.deepEqual(
    [first.state, first.version, first.policy_hash],
    ['in_force', means.policy.version, means.policy.hash],
  )
  const { rows } = await means.store.pool.query<{ kind: string }>(
    "select kind from action_inbox where kind like 'policy%' order by kind",
  )
  assert.deepEqual(
    rows.map(({ kind }) => kind),
    ['policy_adopted', 'policy_approved', 'policy_checked', 'policy_drafted', 'policy_published'],
  )
})

test('an adoption changes the next decision of two processes within a second, and older consents keep their text (R-17, R-88)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const second = await openHouse(world.house.environment, {
    sms: world.outbox,
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: means.publicUrl,
    now: means.now,
  })
  context.after(async () => await second.close())
  done(await apply(world, { ordinal: 1 }))
  const [consent] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  assert.ok(consent)
  assert.ok(consent.fields.includes('marital_status'))
  const before = means.policy
  const files = nextFolder(await readPolicyFolder(folder), withoutField)
  await adoptNext(world, files)
  const began = performance.now()
  assert.notEqual(means.policy.hash, before.hash)
  assert.equal(means.policy.version, before.version + 1)
  assert.equal(means.tables.hash, means.policy.hash)
  // The other process is asked at once: its first unit of work is already one of the new version.
  assert.equal(
    await second.means.store.transaction(async (unit) => {
      unit.record({ kind: 'ledger_checked', actor: ONE })
      return unit.policy.hash
    }),
    means.policy.hash,
  )
  while (second.means.policy.hash !== means.policy.hash) {
    assert.ok(performance.now() - began < 1_000, 'the other process follows within a second')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const text = second.means.consentTexts('kk').find((one) => one.control === 'contract')
  assert.equal(text?.fields.includes('marital_status'), false)
  const shown = await consentText(means, consent.text_sha256)
  assert.match(shown?.verbatim ?? '', /Отбасы/i, 'what was shown once is shown for ever')
  assert.equal(consent.policy_version, before.version)
  assert.equal((await checkDatabase(means)).ok, true)
  assert.equal(await readFile(join(folder, 'policy.yaml'), 'utf8'), files.get('policy.yaml'))
})

test('a decision that was under way when a version came into force does not commit under the old one (I2, I10)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const files = nextFolder(await readPolicyFolder(folder))
  const hashes: string[] = []
  await means.store.transaction(async (unit) => {
    hashes.push(unit.policy.hash)
    if (hashes.length === 1) await adoptNext(world, files)
    unit.record({ kind: 'ledger_checked', actor: ONE, detail: { tried: hashes.length } })
  })
  assert.equal(hashes.length, 2)
  assert.equal(hashes[1], means.policy.hash)
  const { rows } = await means.store.pool.query<{ entry: Buffer }>(
    "select entry from action_inbox where kind = 'ledger_checked'",
  )
  assert.equal(rows.length, 1)
  assert.equal(JSON.parse(rows[0]?.entry.toString('utf8') ?? '{}').policy, means.policy.hash)
})

test('whoever proposed a version cannot approve it; a clerk can do neither (R-90, R-10)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const files = nextFolder(await readPolicyFolder(folder))
  const refused = await draftPolicy(means, CLERK, files, 'desk')
  assert.deepEqual(
    [code(refused), refused.effect === 'refuse' && refused.clause],
    ['operation_not_permitted', means.policy.roles.find(({ id }) => id === 'clerk')?.clause],
  )
  const edition = await draft(world, files)
  for (const step of [proposePolicy, approvePolicy, publishPolicy, takeBack, discardEdition]) {
    assert.equal(code(await step(means, { by: CLERK, edition })), 'operation_not_permitted')
  }
  done(await proposePolicy(means, { by: ONE, edition }))
  assert.equal(code(await approvePolicy(means, { by: ONE, edition })), 'second_person_required')
  assert.equal(code(await publishPolicy(means, { by: ONE, edition })), 'edition_step_wrong')
  done(await approvePolicy(means, { by: OTHER, edition }))
  assert.equal(code(await takeBack(means, { by: ONE, edition })), 'edition_step_wrong')
})

test('an approved edition is never edited, by the application or by the owner of its table (R-90, I7)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const edition = await draft(world, nextFolder(await readPolicyFolder(folder)))
  done(await proposePolicy(means, { by: ONE, edition }))
  done(await approvePolicy(means, { by: OTHER, edition }))
  const owner = openPool(world.databaseUrl, undefined)
  context.after(async () => await owner.end())
  const forbidden = [
    "update policy_edition set manifest = '{}' where state = 'approved'",
    "update policy_edition set approved_by = 'officer:x' where state = 'approved'",
    "update policy_edition set state = 'draft' where state = 'approved'",
    "update policy_edition set policy_hash = 'x' where state = 'in_force'",
    'delete from policy_edition',
    "update policy_file set content = ''",
    'delete from policy_file',
    'update policy_version set version = version + 1',
    'delete from policy_version',
    "insert into policy_version values (99, 'x', '{}', now(), 's')",
  ]
  for (const [name, pool] of Object.entries({ app: means.store.pool, owner })) {
    for (const sql of forbidden) {
      await assert.rejects(
        pool.query(sql),
        (error) => sqlState(error) === '42501',
        `${name}: ${sql}`,
      )
    }
  }
  const row = await loadOne(means.store.pool, POLICY_EDITION, 'edition_id = $1', [edition])
  assert.equal(row?.state, 'approved')
})

test('of two people who edit one draft the second is told and overwrites nothing (R-88)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const files = nextFolder(await readPolicyFolder(folder))
  const edition = await draft(world, files)
  const seen = 1
  const mine = new Map([...files, ['README.md', 'mine\n'] as const])
  const theirs = new Map([...files, ['README.md', 'theirs\n'] as const])
  done(await editDraft(means, { by: ONE, edition, revision: seen }, mine))
  assert.equal(
    code(await editDraft(means, { by: OTHER, edition, revision: seen }, theirs)),
    'edition_changed',
  )
  assert.equal((await openEdition(means, edition))?.files.get('README.md'), 'mine\n')
})

test('a version with an error, without its approval, or without the BIN goes no further (R-90, R-91, X-8)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const files = nextFolder(await readPolicyFolder(folder))
  const faults: [RegExp, string, string][] = [
    [/^ {2}number: .*$/m, "  number: ''", 'policy_faulty'],
    [/^ {2}bin: .*$/m, "  bin: ''", 'policy_faulty'],
    [/^ {2}site: .*$/m, '  site: https://elsewhere.example', 'policy_of_another'],
    [/^version: .*$/m, 'version: 1', 'version_not_next'],
  ]
  for (const [line, fault, expected] of faults) {
    const head = (files.get('policy.yaml') ?? '').replace(line, fault)
    const edition = await draft(world, new Map([...files, ['policy.yaml', head] as const]))
    assert.equal(code(await proposePolicy(means, { by: ONE, edition })), expected)
  }
})

test('a version for a later day waits for it, and a day that has passed is refused (R-88, I10)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const files = nextFolder(await readPolicyFolder(folder))
  const dated = (date: string) =>
    new Map([
      ...files,
      ['policy.yaml', (files.get('policy.yaml') ?? '').replace(TODAY, date)] as const,
    ])
  const before = means.policy.hash
  const edition = await draft(world, dated('2026-11-24'))
  done(await proposePolicy(means, { by: ONE, edition }))
  done(await approvePolicy(means, { by: OTHER, edition }))
  done(await publishPolicy(means, { by: ONE, edition }))
  assert.equal(await adoptWhatIsDue(means), undefined)
  assert.equal(means.policy.hash, before)
  world.clock.pass(2 * DAY)
  assert.equal(await adoptWhatIsDue(means), means.policy.version)
  assert.notEqual(means.policy.hash, before)
  const late = await draft(world, nextFolder(dated('2026-11-24')))
  done(await proposePolicy(means, { by: ONE, edition: late }))
  done(await approvePolicy(means, { by: OTHER, edition: late }))
  assert.equal(code(await publishPolicy(means, { by: ONE, edition: late })), 'policy_date_passed')
})

test('a changed legal reference opens a review for every rule that cites it (R-2, X-2)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const article = means.policy.purposes[0]?.legal[0] ?? ''
  const files = nextFolder(await readPolicyFolder(folder), (path, text) =>
    path === 'legal.yaml'
      ? text.replaceAll(/redaction: .*?(?=[,}\n])/g, "redaction: '2026-11-20'")
      : text,
  )
  await adoptNext(world, files)
  const tasks = await listReviews(means)
  const purpose = `purpose ${means.policy.purposes[0]?.id}`
  const task = tasks.find((one) => one.rule === purpose && one.reference === article)
  assert.ok(task, 'the rule that cites the article is to be looked at')
  const ids = tasks.filter((one) => one.reference === article).map((one) => one.task_id)
  assert.ok(ids.length > 1)
  const nobody = '00000000-0000-7000-8000-000000000000'
  const finish = async (by: typeof OTHER, some: readonly string[]) =>
    await finishReviews(means, by, some, 'unaffected')
  assert.equal(code(await finish(OTHER, [...ids, nobody])), 'not_found')
  assert.equal(code(await finish(CLERK, ids)), 'operation_not_permitted')
  done(await finish(ONE, [task.task_id]))
  done(await finish(OTHER, ids))
  assert.equal(code(await finish(OTHER, ids)), 'edition_step_wrong')
  const after = await listReviews(means)
  for (const id of ids) {
    const who: typeof OTHER = id === task.task_id ? ONE : OTHER
    assert.equal(after.find((one) => one.task_id === id)?.done_by, `${who.role}:${who.id}`)
  }
  const { rows } = await means.store.pool.query<{ entry: string }>(
    "select convert_from(entry, 'utf8') as entry from action_inbox where kind = 'review_done'",
  )
  assert.equal(rows.length, ids.length, 'the answer is recorded once for each rule')
  assert.ok(rows.every(({ entry }) => entry.includes('"found":"unaffected"')))
  assert.equal((await checkDatabase(means)).ok, true)
})

test('a form that asks for more asks those who consented before anew, and nothing of theirs changes (R-17, L-1)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  done(await apply(world, { ordinal: 1 }))
  const [consent] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  assert.ok(consent)
  const subject = consent.subject_id as SubjectId
  assert.deepEqual(await askedAnew(means, subject, 'kk'), [])
  const files = nextFolder(await readPolicyFolder(folder))
  const purpose = means.policy.purposes.find(({ id }) => id === 'contract')
  const named = means.policy.fields.filter((one) => one.purposes.includes('contract'))
  const added = means.policy.fields.find(
    (one) => one.default === 'opt' && one.class !== 'S' && !one.purposes.includes('contract'),
  )
  assert.ok(purpose && added)
  const { policy } = readDraft(files)
  const fields = [...named.map(({ id }) => id), added.id]
  await adoptNext(world, editPurpose(files, policy, 'contract', { ...purpose, fields }))
  const [asked, ...more] = await askedAnew(means, subject, 'kk')
  assert.deepEqual([asked?.control, asked?.isNew, more.length], ['contract', false, 0])
  assert.ok(asked?.fields.includes(added.id))
  const [pending] = (await countAskedAnew(means, 'kk')).filter(({ people }) => people > 0)
  assert.deepEqual([pending?.control, pending?.people], ['contract', 1])
  const [same] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  assert.deepEqual(same, consent, 'the earlier consent is as it was')

  const text = means.consentTexts('kk').find(({ control }) => control === 'contract')
  assert.ok(text)
  const stale = { control: 'contract', textSha256: consent.text_sha256 }
  assert.equal(code(await grantAnew(means, subject, stale, 'kk')), 'consent_text_changed')
  done(await grantAnew(means, subject, { control: 'contract', textSha256: text.sha256 }, 'kk'))
  assert.deepEqual(await askedAnew(means, subject, 'kk'), [])
  assert.equal(
    (await countAskedAnew(means, 'kk')).every(({ people }) => people === 0),
    true,
  )
  assert.equal((await checkDatabase(means)).ok, true)
})

test('a folder that differs is offered as one draft and rules nothing; proposed twice it is one (R-88)', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  const before = means.policy.hash
  const text = await readFile(join(folder, 'README.md'), 'utf8')
  await writeFile(join(folder, 'README.md'), `${text}\nA line by hand.\n`)
  const again = await openHouse(world.house.environment, {
    sms: world.outbox,
    forgetMessages: () => undefined,
    lenders: new Map(),
    allowedHosts: [],
    publicUrl: means.publicUrl,
    now: means.now,
  })
  context.after(async () => await again.close())
  assert.equal(again.means.policy.hash, before)
  const files = await again.means.policyFolder.read()
  assert.equal(await editionOfFolder(means, files), undefined)
  const first = await draftPolicy(means, ONE, files, 'folder')
  const second = await draftPolicy(means, OTHER, files, 'folder')
  assert.ok(first.effect === 'done' && second.effect === 'done')
  assert.deepEqual([second.edition, second.repeated], [first.edition, true])
})

test('R-29: how an activity is done changes only with a new version, and the one that data were collected under keeps its method', async (context) => {
  const { world, folder } = await openOwn(context)
  const { means } = world.house
  done(await apply(world))
  const [consent] = await load(means.store.pool, CONSENT, "control = 'contract'", [])
  const methodIn = (policy: Policy | undefined) =>
    policy?.register?.processing.find(({ purpose }) => purpose === 'contract')?.method
  assert.equal(methodIn(means.policy), 'mixed')
  const files = await readPolicyFolder(folder)
  const changed = (path: string, text: string) =>
    path === 'register.yaml' ? text.replace('method: mixed', 'method: automated') : text
  const same = new Map([...files].map(([path, text]) => [path, changed(path, text)]))
  const edition = await draft(world, same)
  assert.equal(code(await proposePolicy(means, { by: ONE, edition })), 'version_not_next')
  await adoptNext(world, nextFolder(files, changed))
  assert.equal(methodIn(means.policy), 'automated')
  const kept = await loadOne(means.store.pool, POLICY_EDITION, 'policy_hash = $1', [
    consent?.policy_hash,
  ])
  assert.ok(kept)
  const before = await editionFiles(means.store.pool, kept)
  assert.equal(methodIn(parsePolicy(before ?? new Map()).policy), 'mixed')
})
