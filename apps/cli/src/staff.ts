/**
 * Staff accounts at the terminal: open, list, close.
 *
 * The password comes on standard input and is never among the words of a command, which whoever lists processes can read.
 * The secret of the time codes is shown once, as the address that an authenticator takes.
 *
 * Law: 94-V art. 10(1). Requirements.
 */
import { text } from 'node:stream/consumers'
import {
  closeStaffAccount,
  listStaff,
  openStaffAccount,
  PASSWORD_CHARS_MIN,
  staffRoles,
} from '@kelisim/work'
import { type Call, type Command, Failure, WrongUse, wordsOf } from './command.ts'
import { inHouse } from './open.ts'

const LOGIN = /^[a-z][a-z0-9._-]{1,62}$/
const NAME_CHARS_MAX = 100

export const staffAdd: Command = {
  options: { name: { type: 'string' }, role: { type: 'string' } },
  run: async (call) => {
    const login = loginOf(call)
    const { name = '', role = '' } = call.texts
    if (name.trim() === '' || name.length > NAME_CHARS_MAX)
      throw new WrongUse(`--name has 1 to ${NAME_CHARS_MAX} characters`)
    const password = (await text(process.stdin)).replace(/\r?\n$/, '')
    if (password.length < PASSWORD_CHARS_MIN)
      throw new WrongUse(
        `the password, on standard input, has at least ${PASSWORD_CHARS_MIN} characters`,
      )
    const authenticator = await inHouse(async ({ means }) => {
      const roles = staffRoles(means.policy)
      if (!roles.includes(role)) throw new WrongUse(`--role is one of: ${roles.join(', ')}`)
      return await openStaffAccount(means, { login, name: name.trim(), role, password })
    })
    if (authenticator === undefined) throw new Failure('somebody has this login already')
    call.answer({ login, role, authenticator }, [
      `${login} may sign in as ${role}. For the authenticator, shown once:`,
      authenticator,
    ])
    return 0
  },
}

export const staffList: Command = {
  options: {},
  run: async (call) => {
    wordsOf(call)
    const staff = await inHouse(async ({ means }) => await listStaff(means))
    const lines = staff.map(({ login, name, role, active }) =>
      [login, role, active ? 'open' : 'closed', name].join('  '),
    )
    call.answer({ staff }, staff.length === 0 ? ['nobody: kelisim staff add'] : lines)
    return 0
  },
}

const LEFT = {
  unknown: 'nobody with this login has an open account',
  locked: 'an incident holds this account: an officer settles it first',
  last_officer: 'the last account that answers to the law stays open: open another one first',
} as const

export const staffClose: Command = {
  options: {},
  run: async (call) => {
    const login = loginOf(call)
    const became = await inHouse(async ({ means }) => await closeStaffAccount(means, login))
    if (became !== 'closed') throw new Failure(LEFT[became])
    call.answer({ login, active: false }, [`${login} is signed out and cannot sign in any more`])
    return 0
  },
}

function loginOf(call: Call): string {
  const [login = ''] = wordsOf(call, 'the login')
  if (!LOGIN.test(login))
    throw new WrongUse('a login has 2 to 63 of a–z, 0–9, full stop, line, and begins with a letter')
  return login
}
