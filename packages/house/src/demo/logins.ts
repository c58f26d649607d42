/**
 * Demo logins: known to everyone, printed at start, and therefore impossible in production.
 */
export interface DemoLogin {
  readonly login: string
  readonly name: string
  readonly role: 'clerk' | 'officer'
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
