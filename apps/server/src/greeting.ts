/**
 * What a person reads at the start: where everything is and how to get in.
 */
import { demoLogins, type House, type LenderAddresses } from '@kelisim/house'

export function greet(house: House, lenders: LenderAddresses, startedMs: number): void {
  const { publicUrl, policy } = house.means
  const lines = [
    '',
    `Kelisim is up in ${(startedMs / 1000).toFixed(1)} s: ${policy.operator.name.en}, policy version ${policy.version}`,
    '',
    `  public site     ${publicUrl}/`,
    `  cabinet         ${publicUrl}/cabinet`,
    `  desk            ${publicUrl}/desk`,
    `  policy          ${publicUrl}/policy`,
    `  API reference   ${publicUrl}/docs  (${publicUrl}/openapi.json)`,
    `  ledger          ${publicUrl}/ledger/checkpoint`,
    ...(house.environment.mode === 'demo' ? demoLines(house, lenders) : []),
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function demoLines(house: House, lenders: LenderAddresses): readonly string[] {
  const { publicUrl } = house.means
  return [
    `  demo outbox     ${publicUrl}/demo/outbox  (messages that would have been sent)`,
    `  demo page       ${publicUrl}/demo  (logins with the time code of the moment)`,
    ...Object.entries(lenders).map(([id, { url }]) => `  ${`lender ${id}`.padEnd(15)} ${url}/`),
    '',
    '  DEMO: invented operator, organisations and people. Logins for everyone:',
    ...demoLogins(house.means.policy).map(
      (login) =>
        `  ${login.role.padEnd(15)} ${login.login} / ${login.password}, time code from ${login.totpBase32}`,
    ),
    '  applicant       any phone such as +7 700 000 00 00; the code appears in the outbox',
  ]
}
