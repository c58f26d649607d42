/** A post about nobody, for tests of the exchange. */
import type { Post } from '@kelisim/api'

export const SAMPLE_POST: Post = {
  lead_id: '01970000-0000-7000-8000-000000000001',
  disclosure_id: '01970000-0000-7000-8000-000000000002',
  purpose: 'contract',
  applicant: { family_name: 'Сынақ', phone: '+77000000001' },
  request: { amount: 120_000, currency: 'KZT', term_days: 30 },
  consent: {
    consent_id: '01970000-0000-7000-8000-000000000003',
    granted_at: '2026-11-22T09:00:00.000Z',
    expires_at: '2027-11-22T09:00:00.000Z',
    locale: 'kk',
    text_sha256: 'a'.repeat(64),
    text_url: 'https://operator.example/t/aaaa',
    receipt: {
      format: 'kelisim-receipt/1',
      log: { origin: 'log.example', vkey: 'log.example+0+A' },
      entry: 'e30=',
      proof: 'c2sp.org/tlog-proof@v1',
    },
  },
  restrictions: {
    use_only_for: 'contract',
    no_onward_transfer: true,
    destroy_by: '2027-11-22T09:00:00.000Z',
  },
  callback:
    'https://operator.example/v1/partner/leads/01970000-0000-7000-8000-000000000001/outcomes',
}
