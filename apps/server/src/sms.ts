/** The text-message gateway a production start names. */
import type { Environment } from '@kelisim/house'
import { MOBIZON_URL, mobizonSms, type Sms, SMSC_URL, smscSms } from '@kelisim/outside'

export function gatewayOf(environment: Environment): Sms {
  const { smsLogin: login, smsSecret: secret = '' } = environment
  if (environment.sms === 'mobizon') {
    return mobizonSms({ apiKey: secret, allowedHosts: [new URL(MOBIZON_URL).host] })
  }
  const credentials = login === undefined ? { apiKey: secret } : { login, password: secret }
  return smscSms({ credentials, allowedHosts: [new URL(SMSC_URL).host] })
}
