/**
 * A letter leaves by the operator's own server of outgoing mail, over TLS and with a login.
 *
 * One connection for one letter: few leave at a time, and a connection that is kept would be another state to lose. Only
 * implicit TLS with a checked certificate: nothing is said in the clear, not even a greeting. The text goes as base64, so no line of
 * it can end the letter. What is not known after the whole letter was handed over is an `Outage`: nobody sends it again.
 *
 * The head says how to refuse (RFC 8058); the operator's server must sign it with DKIM. Source: RFC 5321, RFC 4954,
 * RFC 8314, RFC 2047. Requirements: R-16. Invariant I11: neither address nor text stands in an error.
 */
import { isIP, type Socket } from 'node:net'
import { connect } from 'node:tls'
import { Outage } from '@kelisim/terms'
import { checkMail, type Mail, type MailMessage, MailRefused, unsubscribeHead } from './mail.ts'
import { openReplies, type Replies } from './smtp-replies.ts'

export interface SmtpAccount {
  readonly host: string
  readonly port: number
  readonly login: string
  readonly secret: string
  /** Who writes, as the head names them. */
  readonly from: string
  readonly now: () => number
  /** Random bytes as text, for the id of the letter. */
  readonly newId: () => string
  readonly deadlineMs?: number
  /** Tests bring a connection of their own; else it is TLS and nothing else. */
  readonly open?: () => Socket
}

const DEADLINE_MS = 10_000
const LINE_CHARS = 76

export function smtpMail(account: SmtpAccount): Mail {
  return {
    send: async (message) => {
      checkMail(message)
      const { host, port, open } = account
      const socket =
        open?.() ?? connect({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
      const replies = openReplies(socket, account.deadlineMs ?? DEADLINE_MS)
      try {
        await converse(replies, account, message)
      } finally {
        socket.destroy()
      }
    },
  }
}

async function converse(
  replies: Replies,
  account: SmtpAccount,
  message: MailMessage,
): Promise<void> {
  const { login, secret, from } = account
  await replies.expect(220)
  await replies.ask(`EHLO ${hostOf(from)}`, 250)
  const plain = Buffer.from(`\0${login}\0${secret}`, 'utf8').toString('base64')
  await replies.ask(`AUTH PLAIN ${plain}`, 235)
  await replies.ask(`MAIL FROM:<${from}>`, 250)
  const taken = await replies.say(`RCPT TO:<${message.to}>`)
  if (taken >= 500) throw new MailRefused('address')
  if (taken !== 250 && taken !== 251) throw new Outage('the mail server takes no letter now')
  await replies.ask('DATA', 354)
  const kept = await replies.say(`${letterOf(account, message)}\r\n.`)
  if (kept >= 500) throw new MailRefused('refused')
  if (kept !== 250) throw new Outage('the mail server did not keep the letter')
}

/** The letter as RFC 5322 has it, with line ends of its own. */
export function letterOf(
  { from, now, newId }: Pick<SmtpAccount, 'from' | 'now' | 'newId'>,
  { to, subject, text, unsubscribeUrl }: MailMessage,
): string {
  const head: readonly (readonly [string, string])[] = [
    ['From', from],
    ['To', to],
    ['Subject', encodedWords(subject)],
    ['Date', new Date(now()).toUTCString().replace('GMT', '+0000')],
    ['Message-ID', `<${newId()}@${hostOf(from)}>`],
    ...unsubscribeHead(unsubscribeUrl),
    ['Auto-Submitted', 'auto-generated'],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/plain; charset=utf-8'],
    ['Content-Transfer-Encoding', 'base64'],
  ]
  const lines = head.map(([name, value]) => `${name}: ${value}`)
  const body = Buffer.from(text.replaceAll('\n', '\r\n'), 'utf8').toString('base64')
  return [...lines, '', ...(body.match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? [])].join('\r\n')
}

/** Each word holds whole characters and at most 75 signs, its frame included. RFC 2047 2. */
function encodedWords(subject: string): string {
  if (/^[\x20-\x7e]*$/.test(subject) && !subject.includes('=?')) return subject
  const words: string[] = []
  let word = ''
  for (const character of subject) {
    if (Buffer.byteLength(word + character, 'utf8') > 45) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word]
    .map((one) => `=?UTF-8?B?${Buffer.from(one, 'utf8').toString('base64')}?=`)
    .join('\r\n ')
}

function hostOf(address: string): string {
  return address.split('@')[1] ?? 'localhost'
}
