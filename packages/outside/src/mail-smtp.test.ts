/** A letter that nobody asked for says how to refuse, and leaves whole or not at all (R-16, I11, RFC 5321, RFC 8058). */
import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { Outage } from '@kelisim/terms'
import { checkMail, type MailMessage, MailRefused } from './mail.ts'
import { letterOf, smtpMail } from './mail-smtp.ts'
import { listenRaw } from './twin/listen.ts'

const MESSAGE: MailMessage = {
  to: 'somebody@kelisim.example',
  subject: 'Қызметтер туралы жаңалықтар: өтініміңіздің күйі енді кабинетте көрінеді',
  text: 'Сәлеметсіз бе!\n.\nБас тарту: https://kelisim.example/u/AAAAAAAAAAAAAAAAAAAAAA',
  unsubscribeUrl: 'https://kelisim.example/u/AAAAAAAAAAAAAAAAAAAAAA',
}
const ACCOUNT = {
  host: '127.0.0.1',
  port: 465,
  login: 'kelisim',
  secret: 'a secret',
  from: 'news@kelisim.example',
  now: () => Date.UTC(2026, 10, 23, 7),
  newId: () => 'id',
}

/** Answers the first word of each line; `DATA` ends with a dot alone. */
function speak(socket: Socket, heard: string[], answers: Readonly<Record<string, string>>): void {
  let text = ''
  let isData = false
  socket.setEncoding('utf8')
  socket.write(`${answers['hello'] ?? '220 ready'}\r\n`)
  socket.on('data', (part: string) => {
    text += part
    for (;;) {
      const end = isData ? '\r\n.\r\n' : '\r\n'
      const at = text.indexOf(end)
      if (at < 0) return
      const line = text.slice(0, at)
      text = text.slice(at + end.length)
      heard.push(line)
      const word = isData ? 'letter' : (line.split(' ')[0] ?? '')
      const answer = answers[word] ?? DEFAULTS[word] ?? '500 what?'
      isData = answer.startsWith('354')
      if (answer === 'silence') return
      if (answer === 'end') {
        socket.destroy()
        return
      }
      socket.write(`${answer}\r\n`)
    }
  })
}

const DEFAULTS: Readonly<Record<string, string>> = {
  EHLO: '250-kelisim.example\r\n250-SIZE 1000000\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  letter: '250 kept',
}

async function sent(answers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const heard: string[] = []
  await using server = await listenRaw((socket) => speak(socket, heard, answers))
  const port = Number(server.host.split(':')[1])
  const open = () => connect(port, '127.0.0.1')
  await smtpMail({ ...ACCOUNT, open, deadlineMs: 300 }).send(MESSAGE)
  return heard
}

test('RFC 5321, RFC 8058: the letter is handed over with a login, whole, with the way to refuse in its head', async () => {
  const [hello, auth, from, to, data, letter = ''] = await sent()
  assert.equal(hello, 'EHLO kelisim.example')
  assert.equal(auth, `AUTH PLAIN ${Buffer.from('\0kelisim\0a secret').toString('base64')}`)
  assert.equal(from, 'MAIL FROM:<news@kelisim.example>')
  assert.equal(to, 'RCPT TO:<somebody@kelisim.example>')
  assert.equal(data, 'DATA')
  const [head = '', body = ''] = letter.split('\r\n\r\n')
  assert.match(head, /^List-Unsubscribe: <https:\/\/kelisim\.example\/u\/A{22}>$/m)
  assert.match(head, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
  assert.match(head, /^Date: Mon, 23 Nov 2026 07:00:00 \+0000$/m)
  const text = Buffer.from(body.replaceAll('\r\n', ''), 'base64').toString('utf8')
  assert.equal(text, MESSAGE.text.replaceAll('\n', '\r\n'))
  assert.equal(letter, letterOf(ACCOUNT, MESSAGE))
})

test('RFC 2047: a Kazakh subject is cut between characters into short words that read as the subject', () => {
  const head = letterOf(ACCOUNT, MESSAGE).split('\r\n\r\n')[0] ?? ''
  const words = [...head.matchAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=/g)]
  assert.ok(words.length > 1)
  for (const [word] of words) assert.ok(word.length <= 75)
  const parts = words.map(([, word]) => Buffer.from(word ?? '', 'base64').toString('utf8'))
  for (const part of parts) assert.ok(!part.includes('\ufffd'))
  assert.equal(parts.join(''), MESSAGE.subject)
  for (const line of head.split('\r\n')) assert.ok(line.length <= 998 && !/[^\x20-\x7e]/.test(line))
})

test('a refused address is refused for good; everything that nobody knows is an outage, without an address (I11)', async () => {
  const refused = await sent({ RCPT: '550 no such person' }).catch((error: unknown) => error)
  assert.ok(refused instanceof MailRefused)
  const spam = await sent({ letter: '554 looks like spam' }).catch((error: unknown) => error)
  assert.ok(spam instanceof MailRefused)
  const outages: readonly Readonly<Record<string, string>>[] = [
    { hello: '421 busy' },
    { AUTH: '535 who are you' },
    { RCPT: '450 later' },
    { letter: 'silence' },
    { letter: 'end' },
    { DATA: '451 later' },
    { EHLO: `250-${'x'.repeat(20_000)}` },
  ]
  for (const answers of outages) {
    const error = await sent(answers).catch((one: unknown) => one)
    assert.ok(error instanceof Outage, JSON.stringify(answers).slice(0, 60))
    assert.ok(!error.message.includes('somebody'))
  }
})

test('without TLS nothing is said: neither a login nor an address stands in the clear', async () => {
  const heard: Buffer[] = []
  await using server = await listenRaw((socket) => {
    socket.write('220 ready\r\n')
    socket.on('data', (part: Buffer) => heard.push(part))
  })
  const port = Number(server.host.split(':')[1])
  const mail = smtpMail({ ...ACCOUNT, port, deadlineMs: 300 })
  await assert.rejects(mail.send(MESSAGE), Outage)
  const text = Buffer.concat(heard).toString('latin1')
  for (const secret of ['EHLO', 'AUTH', 'somebody', 'kelisim']) assert.ok(!text.includes(secret))
})

test('an address or a subject cannot write into the head of a letter', () => {
  const wrong: readonly Partial<MailMessage>[] = [
    { to: 'a@b.example\r\nBcc: c@d.example' },
    { to: 'a b@c.example' },
    { to: 'a@b.example>' },
    { subject: 'x\nBcc: c@d.example' },
    { subject: '' },
    { text: '' },
    { unsubscribeUrl: 'https://kelisim.example/u/a\r\nX: y' },
  ]
  for (const change of wrong) {
    assert.throws(() => checkMail({ ...MESSAGE, ...change }), MailRefused, JSON.stringify(change))
  }
})
