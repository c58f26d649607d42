import type { RefusalMessages } from '../shape/refusals.ts'

export const refusals: RefusalMessages = {
  unknown_role: {
    text: 'The policy does not name this role. No data left.',
    way: 'Ask the person responsible for personal data.',
  },
  unknown_operation: {
    text: 'The policy does not name this operation. No data left.',
    way: 'See the list of operations in the policy.',
  },
  unknown_purpose: {
    text: 'The policy does not name this purpose. No data left.',
    way: 'Choose a purpose named in the policy.',
  },
  unknown_field: {
    text: 'The policy’s list has no such data item.',
    way: 'Give only items from the list.',
  },
  unknown_recipient: {
    text: 'The policy does not name this recipient. No data left.',
    way: 'Choose an organisation named in the policy.',
  },
  unknown_policy_version: {
    text: 'This version of the policy is not in force. Nothing changed.',
    way: 'Reload the page and repeat with the version in force.',
  },
  fact_missing: {
    text: 'A fact needed for the decision is missing, so it is not permitted. No data left.',
    way: 'Try later or ask the person responsible.',
  },
  operation_not_permitted: {
    text: 'This role may not do this.',
    way: 'Choose an operation your role permits.',
  },
  purpose_mismatch: {
    text: 'The data were not collected for this purpose. No data left.',
    way: 'This purpose needs its own consent; only the person can give it.',
  },
  field_not_for_purpose: {
    text: 'This item is not needed for the named purpose, so it is not given.',
    way: 'Ask only for what the purpose needs.',
  },
  field_not_for_role: {
    text: 'This item is closed to your role.',
    way: 'If the work needs it, ask the person responsible.',
  },
  field_off: {
    text: 'We do not collect this item.',
    way: 'Remove it and send again.',
  },
  special_category: {
    text: 'The text holds what must not be collected: about health, race, belief or political views. We did not keep it.',
    way: 'Remove those words and send again.',
  },
  distribution_forbidden: {
    text: 'We do not publish personal data in public sources.',
    way: 'Name a definite recipient.',
  },
  statistics_raw: {
    text: 'Only depersonalised data go into statistics.',
    way: 'Ask for the report in depersonalised form.',
  },
  no_consent: {
    text: 'There is no consent to this purpose. No data left.',
    way: 'Only the person can give consent.',
  },
  consent_withdrawn: {
    text: 'The consent is withdrawn. No data left.',
    way: 'Only the person decides whether to give it again.',
  },
  consent_expired: {
    text: 'The consent has expired. No data left.',
    way: 'Only the person can give a new one.',
  },
  consent_required: {
    text: 'Without consent to its review the application cannot be sent. Nothing is kept.',
    way: 'Tick the consent it needs, or leave without consenting.',
  },
  consent_text_changed: {
    text: 'The text of the consent changed while you read. Nothing was sent.',
    way: 'Read the new text and choose again.',
  },
  channel_not_consented: {
    text: 'There is no consent to this channel. No message was sent.',
    way: 'Choose a channel that has consent.',
  },
  obligation_unfulfilled: {
    text: 'While an obligation is unfulfilled this consent cannot be withdrawn.',
    way: 'Repeat when it is fulfilled. Your other consents can be withdrawn now.',
  },
  recipient_not_consented: {
    text: 'Cannot send: this organisation was not named. No data left.',
    way: 'Only the applicant can name an organisation.',
  },
  purpose_suspended: {
    text: 'Processing for this purpose is suspended. Nothing was done with the data.',
    way: 'The data stay stored. You can still see, correct or destroy your data and withdraw consent in the cabinet. Ask the person responsible when processing goes on.',
  },
  recipient_suspended: {
    text: 'Transfers to this organisation are suspended. No data left.',
    way: 'Choose another organisation or wait for the decision of the person responsible.',
  },
  no_agreement: {
    text: 'There is no agreement with this organisation. No data left.',
    way: 'Choose an organisation that has one.',
  },
  agreement_expired: {
    text: 'The agreement with this organisation has expired. No data left.',
    way: 'Choose an organisation whose agreement is in force.',
  },
  operation_outside_agreement: {
    text: 'The agreement with the organisation has no such operation. No data left.',
    way: 'Choose an operation named in the agreement.',
  },
  purpose_outside_agreement: {
    text: 'The agreement with the organisation has no such purpose. No data left.',
    way: 'Choose a purpose named in the agreement.',
  },
  field_outside_agreement: {
    text: 'The agreement with the organisation has no such item. No data left.',
    way: 'Ask only for items named in the agreement.',
  },
  storage_abroad: {
    text: 'This organisation keeps data outside Kazakhstan. No data left.',
    way: 'Choose an organisation that keeps data in Kazakhstan.',
  },
  recipient_pending: {
    text: 'The previous organisation has not answered yet. Applications go one at a time.',
    way: 'Wait for the answer, or withdraw the consent given to that organisation.',
  },
  too_many_recipients: {
    text: 'Too many organisations are chosen. Nothing was sent.',
    way: 'Untick the ones you can do without.',
  },
  subject_blocked: {
    text: 'These personal data are blocked: they may only be stored.',
    way: 'Wait for the decision on unblocking.',
  },
  subject_restricted: {
    text: 'Processing of these personal data is restricted: they may only be stored.',
    way: 'Wait for the decision on lifting the restriction.',
  },
  subject_destroyed: {
    text: 'These personal data are destroyed. They cannot be restored.',
    way: 'If you need to, make a new application.',
  },
  under_hold: {
    text: 'These personal data may not be destroyed now: the law orders to keep them until a set day. Processing is restricted, and they go to nobody.',
    way: 'Your demand is written down: when the term ends the data are destroyed without your asking again. If you disagree, turn to the person responsible for personal data, to the authorised body or to a court.',
  },
  under_age: {
    text: 'Only an adult may apply. Nothing is kept.',
    way: 'Check the date of birth.',
  },
  identity_conflict: {
    text: 'What was entered does not agree with itself. Nothing is kept.',
    way: 'Check what you entered or ask the person responsible.',
  },
  invalid_input: {
    text: 'Some lines need correcting. What you typed is still there.',
    way: 'Correct the marked lines and send again.',
  },
  draft_expired: {
    text: 'The draft has expired and what you typed is destroyed. Nothing was sent.',
    way: 'Start the application again.',
  },
  code_wrong: {
    text: 'The code does not match.',
    way: 'Compare the six digits in the SMS and enter them again.',
  },
  code_expired: {
    text: 'The code has expired.',
    way: 'Ask for a new one.',
  },
  code_locked: {
    text: 'The code was entered wrongly several times and no longer works.',
    way: 'Ask for a new code.',
  },
  code_waits: {
    text: 'Too many codes were asked for this number, so a new one is not sent at once. The number is not locked.',
    way: 'Ask again in five minutes. If you hold a code that has not expired, type it.',
  },
  credentials_wrong: {
    text: 'The login, password or code does not match.',
    way: 'Check and enter them again.',
  },
  not_authenticated: {
    text: 'This page opens after you log in.',
    way: 'Log in and repeat.',
  },
  not_found: {
    text: 'There is no such page or record.',
    way: 'Check the address or go to the first page.',
  },
  too_many_calls: {
    text: 'Calls come too often. Nothing changed.',
    way: 'Repeat in a few minutes.',
  },
  idempotency_key_missing: {
    text: 'The call has no Idempotency-Key. Nothing changed.',
    way: 'Add the key and repeat.',
  },
  idempotency_key_reused: {
    text: 'A call with other contents was sent under this key. Nothing changed.',
    way: 'Send with a new key.',
  },
  idempotency_key_busy: {
    text: 'The call sent under this key is still being processed.',
    way: 'Repeat in a minute under the same key. Whatever was done stands in the story of actions by then.',
  },
  signature_wrong: {
    text: 'The signature does not match and the message was not accepted.',
    way: 'Check the key and the clock and send again.',
  },
  key_revoked: {
    text: 'This key was withdrawn, and nothing signed with it is accepted.',
    way: 'Ask the person responsible for personal data for a new key.',
  },
  under_incident: {
    text: 'An incident stopped this. Nothing changed.',
    way: 'Open the incident and give access back there, with a reason.',
  },
  policy_faulty: {
    text: 'The policy version has an error, so it goes no further. Nothing changed.',
    way: 'See the findings and correct the named line.',
  },
  policy_of_another: {
    text: 'The version names another operator, BIN or place of publication. Nothing changed.',
    way: 'Keep these as they are in the version in force.',
  },
  version_not_next: {
    text: 'The version’s number is not above that of the version in force. Nothing changed.',
    way: 'Give it a higher number.',
  },
  policy_date_passed: {
    text: 'The first day in force has passed. Nothing was published.',
    way: 'Begin a new draft from a copy and set today or a later day.',
  },
  another_published: {
    text: 'Another published version is waiting for its day. Nothing changed.',
    way: 'Wait until it is in force, or discard it.',
  },
  second_person_required: {
    text: 'Whoever proposed a version cannot approve it. Nothing changed.',
    way: 'Ask another person responsible to approve it.',
  },
  edition_changed: {
    text: 'Somebody else changed the version while you were looking. Your change was not saved.',
    way: 'Reload the page and make your change again.',
  },
  edition_step_wrong: {
    text: 'The version has not reached this step, or has passed it. Nothing changed.',
    way: 'Reload the page and look at the version’s state.',
  },
  medium_not_registered: {
    text: 'This medium is not in the register of media. Nothing was written to it.',
    way: 'Register it first, or connect the medium that is registered.',
  },
  medium_abroad: {
    text: 'A medium with personal data lies in Kazakhstan. It was not registered.',
    way: 'Name a region of Kazakhstan, for example KZ-75.',
  },
  medium_away: {
    text: 'By the register this medium is issued to somebody. Nothing was written to it.',
    way: 'Record its return first.',
  },
  medium_destroyed: {
    text: 'By the register this medium was destroyed, so its number is not used again.',
    way: 'Register another medium and find out where this one comes from.',
  },
  offer_unlawful: {
    text: 'The offer exceeds the limit of the law or is incomplete. It is not published.',
    way: 'Correct its terms and send again.',
  },
  undertaking_unsigned: {
    text: 'Personal data stay closed until you have signed the undertaking of confidentiality.',
    way: 'Open the undertaking under Documents, read it and confirm it under your own login.',
  },
  collection_stopped: {
    text: 'No new personal data are taken in right now: one of the conditions of their protection failed its check. Nothing was taken from you.',
    way: 'Come back later. The cabinet, withdrawing a consent and destroying data go on working.',
  },
  ledger_unavailable: {
    text: 'The action could not be written to the ledger, so it was not done. No data left.',
    way: 'Repeat in a few minutes.',
  },
  outage: {
    text: 'The service does not answer for the moment. Nothing changed.',
    way: 'Repeat in a few minutes.',
  },
}
