/**
 * What a test run says: nothing about the good ones but their number, everything about the others.
 *
 * The numbers are also written to the file KELISIM_TEST_REPORT, last of all. Without them the run did not come
 * to its end: a stray `process.exit(0)` in a test would otherwise look like success.
 */
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { inspect } from 'node:util'

const SLOW_MS = 10_000
/** What happened after the test that began it had ended: the process fails for it, and no test does. */
const LATE = /asynchronous activity/

// oxlint-disable-next-line import/no-default-export -- the test runner asks for it
export default async function* report(events) {
  const count = { good: 0, failed: 0 }
  const skipped = []
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.details?.type !== 'suite') {
      if (data.skip !== undefined) skipped.push(`${data.name}${because(data.skip)}`)
      else if (data.todo !== undefined) skipped.push(`${data.name} (todo)`)
      else if (isFile(data)) {
        count.failed += 1
        yield `\n✖ ${data.name} holds no test\n`
      } else count.good += 1
      if (data.details?.duration_ms > SLOW_MS) yield slow(data)
    }
    if (type === 'test:fail' && !isOnlyParent(data)) {
      count.failed += 1
      yield failure(data)
    }
    // What tests print is noise when they pass; a crash says its last words here.
    if (type === 'test:stderr') yield data.message
    if (type === 'test:diagnostic' && LATE.test(data.message)) yield `${data.message}\n`
  }
  for (const name of skipped) yield `  skipped: ${name}\n`
  yield `${count.good} good, ${count.failed} failed, ${skipped.length} skipped\n`
  const path = process.env.KELISIM_TEST_REPORT
  if (path !== undefined) writeFileSync(path, JSON.stringify(count))
}

/** The runner reports a file as a test of its own only when nothing else is in it. */
function isFile(data) {
  return data.nesting === 0 && data.file !== undefined && data.file === resolve(data.name)
}

/** A test that failed only because a test inside it failed adds nothing. */
function isOnlyParent(data) {
  return data.details?.error?.failureType === 'subtestsFailed'
}

function because(skip) {
  return typeof skip === 'string' ? `: ${skip}` : ''
}

function slow(data) {
  return `  slow: ${data.name}, ${Math.round(data.details.duration_ms / 1000)} s\n`
}

function failure(data) {
  const place = data.file === undefined ? '' : `${relative(process.cwd(), data.file)}:${data.line}`
  const error = data.details?.error
  const text = inspect(error?.cause ?? error, { colors: process.stdout.isTTY }).replaceAll(
    '\n',
    '\n    ',
  )
  return `\n✖ ${data.name}\n    ${place}\n    ${text}${ending(error)}\n\n`
}

/** Of a file whose process died without a word. */
function ending({ exitCode, signal } = {}) {
  if (exitCode === undefined && signal === undefined) return ''
  return `\n    its process ended with code ${exitCode}, signal ${signal}`
}
