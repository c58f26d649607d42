/**
 * Which entry of the folder stands at a line, so that a finding leads to the page that edits it?
 *
 * Requirements. Does not judge; a line that belongs to no entry is answered by its file.
 */
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Files } from './edit-policy.ts'

export interface Stands {
  readonly file: string
  readonly line: number
  /** Of the list entry around the line: its `id`, or a control's name; undefined outside a list. */
  readonly id?: string
}

/** `where` as findings name it: `fields.yaml:47`. */
export function standsAt(files: Files, where: string): Stands {
  const colon = where.lastIndexOf(':')
  const file = where.slice(0, colon)
  const line = Number(where.slice(colon + 1))
  const lines = new LineCounter()
  const document = parseDocument(files.get(file) ?? '', { lineCounter: lines })
  const lists = isMap(document.contents) ? document.contents.items.map((pair) => pair.value) : []
  for (const list of lists) {
    if (!isSeq(list)) continue
    for (const item of list.items) {
      if (!isMap(item) || !item.range) continue
      const [from, to] = [item.range[0], item.range[1]].map((at) => lines.linePos(at).line)
      const id = item.get('id') ?? item.get('purpose')
      const isInside = (from ?? 0) <= line && line <= (to ?? 0)
      if (isInside && typeof id === 'string') return { file, line, id }
    }
  }
  return { file, line }
}
