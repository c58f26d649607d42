/**
 * Demo logins: known to everyone, printed at start, and therefore impossible in production.
 */
import type { Policy } from '@kelisim/policy'

export interface DemoLogin {
  readonly login: string
  readonly name: string
  /** Of the policy of the first operator; `demoLogins` gives the role that another one has in its place. */
  readonly role: string
  readonly password: string
  /** Base32, for any authenticator; the demo page also shows the code of the moment. */
  readonly totpBase32: string
}

export const DEMO_LOGINS: readonly DemoLogin[] = [
  {
    login: 'kim',
    name: 'Д. Ким',
    role: 'clerk',
    password: 'demo-clerk',
    totpBase32: 'KELISIMDEMOCLERKKELISIMDEMOCLERK',
  },
  {
    login: 'saparova',
    name: 'А. Сапарова',
    role: 'officer',
    password: 'demo-officer',
    totpBase32: 'KELISIMDEMOOFFICERKELISIMDEMOOFF',
  },
  // Whoever proposes a policy version cannot approve it, so a demo has two who answer to the law.
  {
    login: 'omarov',
    name: 'Н. Омаров',
    role: 'officer',
    password: 'demo-officer-two',
    totpBase32: 'KELISIMDEMOSECONDKELISIMDEMOSECO',
  },
]

/** Roles that no member of staff works in by a login of the demo. */
const NOT_STAFF: ReadonlySet<string> = new Set(['applicant', 'officer', 'system', 'recipient'])

/** The logins under a policy's own roles: who looks at data takes the place of a clerk it does not have. */
export function demoLogins(policy: Pick<Policy, 'roles'>): readonly DemoLogin[] {
  return DEMO_LOGINS.flatMap((login): readonly DemoLogin[] => {
    if (policy.roles.some(({ id }) => id === login.role)) return [login]
    const own = policy.roles.find(
      ({ id, grants }) =>
        !NOT_STAFF.has(id) && grants.some(({ operations }) => operations.includes('extract')),
    )
    return login.role === 'officer' || own === undefined ? [] : [{ ...login, role: own.id }]
  })
}
