/**
 * The places of the desk, and where each stands in the menu.
 *
 * A new place is one word here, its address in `paths.ts` and its name in the messages. The order here
 * is the order on the screen; whether somebody sees a place is decided by the server.
 * Requirement: R-84.
 */
import { messages } from '@kelisim/messages'
import type { Language } from '@kelisim/terms'
import type { PageNavigation } from '@kelisim/ui'
import { DESK } from '../paths.ts'

export const MENU = [
  { group: 'work', places: ['applications', 'requests', 'mailings', 'actions'] },
  { group: 'data', places: ['register', 'retention', 'holds'] },
  { group: 'rules', places: ['policy', 'purposes', 'recipients', 'documents', 'law'] },
  { group: 'oversight', places: ['incidents', 'protection', 'backups', 'ledger'] },
] as const

export type DeskPlace = (typeof MENU)[number]['places'][number]

/** What one line holds needs no groups. */
const ONE_LINE = 6

export function deskMenu(
  language: Language,
  seen: readonly DeskPlace[],
  current: DeskPlace | undefined,
): PageNavigation {
  const { menu } = messages(language).desk
  const link = (place: DeskPlace) => ({
    href: DESK[place],
    text: menu[place],
    current: place === current,
  })
  const groups = MENU.map(({ group, places }) => ({
    text: menu.groups[group],
    links: places.filter((place) => seen.includes(place)).map(link),
  })).filter(({ links }) => links.length > 0)
  const links = groups.flatMap((group) => group.links)
  return { label: menu.label, ...(links.length > ONE_LINE ? { groups } : { links }) }
}
