/**
 * Addresses of the cabinet and the desk: said once, for screens and server alike.
 *
 * Identifiers only; a value of a person never stands in an address (I11).
 */
import type { CitingKind } from '@kelisim/terms'

export const CABINET = {
  overview: '/cabinet',
  data: '/cabinet/data',
  consents: '/cabinet/consents',
  give: '/cabinet/consents/give',
  askedAnew: '/cabinet/consents/asked',
  recipients: '/cabinet/recipients',
  messages: '/cabinet/messages',
  actions: '/cabinet/actions',
  download: '/cabinet/download',
  json: '/cabinet/download/data.json',
  pdf: '/cabinet/download/data.pdf',
  block: '/cabinet/block',
  destroy: '/cabinet/destroy',
  signOut: '/cabinet/sign-out',
} as const

export const DESK = {
  login: '/desk/login',
  applications: '/desk/applications',
  actions: '/desk/actions',
  register: '/desk/register',
  policy: '/desk/policy',
  policySource: '/desk/policy/source',
  documents: '/desk/documents',
  law: '/desk/law',
  recipients: '/desk/recipients',
  purposes: '/desk/purposes',
  requests: '/desk/requests',
  incidents: '/desk/incidents',
  mailings: '/desk/messages',
  holds: '/desk/holds',
  contracts: '/desk/holds/contracts',
  retention: '/desk/retention',
  backups: '/desk/backups',
  protection: '/desk/protection',
  ledger: '/desk/ledger',
  verify: '/desk/ledger/verify',
  audit: '/desk/ledger/audit',
  signOut: '/desk/sign-out',
} as const

/** GET asks, POST withdraws. */
export function withdrawPath(consentId: string): string {
  return `${CABINET.consents}/${encodeURIComponent(consentId)}/withdraw`
}

/** GET shows the field, POST corrects it. */
export function correctPath(field: string): string {
  return `${CABINET.data}/${field}/correct`
}

export function receiptPath(consentId: string): string {
  return `${CABINET.consents}/${encodeURIComponent(consentId)}/receipt`
}

export function nextRecipientPath(disclosureId: string): string {
  return `${CABINET.recipients}/${encodeURIComponent(disclosureId)}/send`
}

/** Older actions than the one of this id. */
export function actionsPath(base: string, before?: string): string {
  return before === undefined ? base : `${base}?before=${encodeURIComponent(before)}`
}

export function applicationPath(applicationId: string): string {
  return `${DESK.applications}/${encodeURIComponent(applicationId)}`
}

/** The card with one field asking for a purpose; POST to the same place opens it. */
export function revealPath(applicationId: string, field: string): string {
  return `${applicationPath(applicationId)}/fields/${encodeURIComponent(field)}`
}

/** GET shows the form of what was done on paper, POST records it. */
export function paperPath(applicationId: string): string {
  return `${applicationPath(applicationId)}/paper`
}

/** GET shows the request; POST to `open`, `confirm`, `refuse` or `unblock` under it acts. */
export function requestPath(request: string, act = ''): string {
  return `${DESK.requests}/${request}${act === '' ? '' : `/${act}`}`
}

/** GET shows the incident; POST to `step`, `lift`, `people`, `tell` or `list` under it acts; `notice` is a text. */
export function incidentPath(incident: string, act = ''): string {
  return `${DESK.incidents}/${incident}${act === '' ? '' : `/${act}`}`
}

/** POST alone; the page of the ledger shows what came of it. */
export function witnessPath(): string {
  return `${DESK.ledger}/witness`
}

/** POST alone; the register of incidents shows what came of it. */
export function decoysPath(): string {
  return `${DESK.incidents}/decoys`
}

/** GET shows the document; POST to `read`, `approve` or `withdraw` under it acts. */
export function documentPath(document: string, act = ''): string {
  return `${DESK.documents}/${document}${act === '' ? '' : `/${act}`}`
}

/** POST alone; the page of holds shows what came of it. */
export function holdPath(hold: string, act: 'lift'): string {
  return `${DESK.holds}/${hold}/${act}`
}

/** POST alone; the page of holds shows what came of it. */
export function contractPath(contract: string, act: 'end'): string {
  return `${DESK.contracts}/${contract}/${act}`
}

/** The act or the certificate of a destruction, for whoever has its id. */
export function destructionPath(id: string, file: 'act.pdf' | 'proof.json'): string {
  return `/destruction/${id}/${file}`
}

/** POST alone; the page of messages shows what came of it. */
export function mailingPath(mailing: string, act: 'approve' | 'stop'): string {
  return `${DESK.mailings}/${mailing}/${act}`
}

/** POST alone; the page of recipients shows what came of it. */
export function recipientStatePath(recipient: string, act: 'suspend' | 'resume'): string {
  return `${DESK.recipients}/${recipient}/${act}`
}

/** POST alone; the page of recipients shows what came of it. */
export function attestationPath(recipient: string): string {
  return `${DESK.recipients}/${recipient}/attestation`
}

/** POST alone; the page of purposes shows what came of it. */
export function purposeStatePath(purpose: string, act: 'suspend' | 'resume'): string {
  return `${DESK.purposes}/${purpose}/${act}`
}

export function applicationsPath(state?: string, after?: string): string {
  const query = [
    ...(state === undefined ? [] : [`state=${encodeURIComponent(state)}`]),
    ...(after === undefined ? [] : [`after=${encodeURIComponent(after)}`]),
  ]
  return query.length === 0 ? DESK.applications : `${DESK.applications}?${query.join('&')}`
}

/** Rules whose legal reference changed; of one kind alone when one is named. */
export function reviewsPath(kind?: CitingKind): string {
  return `${DESK.policy}${kind === undefined ? '' : `?rule=${kind}`}#reviews`
}

/** A part of an edition: `fields`, `purposes/contract`; the edition itself without one. */
export function editionPath(edition: string, part = ''): string {
  const base = `${DESK.policy}/${encodeURIComponent(edition)}`
  return part === '' ? base : `${base}/${part.split('/').map(encodeURIComponent).join('/')}`
}
