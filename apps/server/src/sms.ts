/**
 * The text-message gateway a production start names.
 *
 * Numbers of the block of examples belong to decoys: a message to one goes nowhere and is told as sent, as everybody's is.
 */
import { type Environment, isExamplePhone } from '@kelisim/house'
import { MOBIZON_URL, mobizonSms, type Sms, SMSC_URL, smscSms } from '@kelisim/outside'

const TO_NOBODY = { id: '', segments: 0 } as const

export function gatewayOf(environment: Environment): Sms {
  const gateway = namedGateway(environment)
  return {
    send: async (message) => (isExamplePhone(message.to) ? TO_NOBODY : await gateway.send(message)),
  }
}

function namedGateway(environment: Environment): Sms {
  const { smsLogin: login, smsSecret: secret = '' } = environment
  if (environment.sms === 'mobizon') {
    return mobizonSms({ apiKey: secret, allowedHosts: [new URL(MOBIZON_URL).host] })
  }
  const credentials = login === undefined ? { apiKey: secret } : { login, password: secret }
  return smscSms({ credentials, allowedHosts: [new URL(SMSC_URL).host] })
}
