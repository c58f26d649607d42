/**
 * The frame around every public page and the cabinet: what stands in the header and the foot.
 *
 * The foot names the person responsible, the version of the policy in force and the size of the
 * ledger. Requirements, L-16. The DEMO bar stands on every page of a demo start.
 */
import { dateTime, messages, number, since } from '@kelisim/messages'
import { LANGUAGES, type Language, type Moment, type Texts } from '@kelisim/terms'
import { type Content, type Html, html, linkButton, type PageLink, page } from '@kelisim/ui'
import { CABINET } from './paths.ts'
import { PUBLIC, withLanguage } from './public/paths.ts'

/** What the edge knows about the call and the operator; the same for every screen. */
export interface Frame {
  readonly language: Language
  /** Address of a page that GET can show again, with its query but without `lang`. */
  readonly path: string
  readonly demo: boolean
  /** `brand`: what the operator calls its site; the product has no name here. */
  readonly operator: { readonly brand: string; readonly name: Texts; readonly bin: string }
  readonly officer: { readonly phone: string; readonly email: string }
  readonly policy: { readonly version: number; readonly effectiveFrom: string }
  /** Undefined when the ledger cannot be asked; the page then says nothing about it. */
  readonly ledger?: { readonly size: number; readonly at: Moment }
}

export interface PublicPage {
  /** Never a person's value: titles stand in histories and bookmarks. */
  readonly title: string
  readonly main: Content
  readonly mainClass?: string
  readonly current?: 'offers' | 'how' | 'policy' | 'cabinet'
  readonly scripts?: readonly string[]
  readonly surface?: 'public' | 'cabinet'
  /** In place of the door to the cabinet, e.g. a form that leaves it. */
  readonly account?: Content
}

const NAMES: Readonly<Record<Language, { readonly short: string; readonly rest: string }>> = {
  kk: { short: 'Қаз', rest: 'ақша' },
  ru: { short: 'Рус', rest: 'ский' },
  en: { short: 'Eng', rest: 'lish' },
}

export function publicPage(frame: Frame, view: PublicPage): Html {
  const { common } = messages(frame.language)
  const cabinet: PageLink = {
    href: CABINET.overview,
    text: common.cabinet,
    current: view.current === 'cabinet',
  }
  return page({
    language: frame.language,
    surface: view.surface ?? 'public',
    title: view.title,
    brand: {
      name: frame.operator.brand,
      href: PUBLIC.home,
      note: frame.operator.name[frame.language],
    },
    ...(frame.demo
      ? { demo: { text: common.demo, link: { href: PUBLIC.demo, text: common.demoLink } } }
      : {}),
    skip: common.skip,
    navigation: { label: common.menu, links: navigation(frame.language, view.current) },
    languages: { label: common.language, links: languageLinks(frame) },
    account:
      view.account ?? linkButton({ href: CABINET.overview, text: common.cabinet, look: 'plain' }),
    accountLink: cabinet,
    ...(view.mainClass === undefined ? {} : { mainClass: view.mainClass }),
    main: view.main,
    foot: foot(frame),
    ...(view.scripts === undefined ? {} : { scripts: view.scripts }),
  })
}

/** Links to the same page in the three languages; the desk uses them as well. */
export function languageLinks(frame: Pick<Frame, 'language' | 'path'>) {
  return LANGUAGES.map((code) => ({
    code,
    href: withLanguage(frame.path, code),
    ...NAMES[code],
    current: code === frame.language,
  }))
}

function navigation(language: Language, current: PublicPage['current']): readonly PageLink[] {
  const { common } = messages(language)
  return [
    { href: PUBLIC.home, text: common.offers, current: current === 'offers' },
    { href: PUBLIC.how, text: common.how, current: current === 'how' },
    { href: PUBLIC.policy, text: common.policy, current: current === 'policy' },
  ]
}

function foot(frame: Frame) {
  const { language, officer, operator, policy, ledger } = frame
  const { common } = messages(language)
  const size =
    ledger === undefined
      ? ''
      : html`<p class="num">${common.ledgerSize(number(language, ledger.size), ledger.size, dateTime(language, ledger.at))}</p>`
  return {
    officer: {
      heading: common.officer,
      lines: html`<p><a class="num" href="tel:${officer.phone.replaceAll(' ', '')}">${officer.phone}</a></p>
<p><a href="mailto:${officer.email}">${officer.email}</a></p>
<p class="note">${operator.name[language]}, ${common.bin} <span class="num">${operator.bin}</span></p>`,
    },
    policy: {
      heading: common.policyHeading,
      lines: html`<p>${common.policyVersion(policy.version, since(language, policy.effectiveFrom))}</p>
<p><a href="${PUBLIC.policy}">${common.policyLink}</a></p>`,
    },
    ledger: {
      heading: common.ledger,
      lines: html`${size}<p><a href="${PUBLIC.verify}">${common.ledgerCheck}</a></p>`,
    },
  }
}
