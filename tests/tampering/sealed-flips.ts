/**
 * Random bits of what PostgreSQL wrote, each under a checksum made anew: whoever can write the files does no less. Every flip
 * is judged by a started server, its audit and its log.
 *
 * Each time a kind (rows, long values, indexes) is drawn, then a table or index of it, then a page, then a byte that is in
 * use: most bytes of a page are not, and most pages are texts of the policy.
 */
import assert from 'node:assert/strict'
import { flipped, type Heap, type HeapPage, type Outcome } from './heap.ts'
import { PAGE_BYTES } from './heap-page.ts'

export const KINDS = ['rows', 'values', 'index'] as const
export type Kind = (typeof KINDS)[number]

export interface SealedFlip {
  readonly kind: Kind
  readonly table: string
  readonly outcome: Outcome
}

export async function flipSealed(
  heap: Heap,
  flips: number,
  next: (below: number) => number,
  progress: (done: number) => void = () => undefined,
): Promise<readonly SealedFlip[]> {
  const done: SealedFlip[] = []
  for (let flip = 0; flip < flips; flip++) {
    const kind = drawn(KINDS, next)
    const table = drawn([...new Set(ofKind(heap, kind).map((page) => page.table))], next)
    const page = drawn(
      heap.pages.filter((one) => one.table === table),
      next,
    )
    const outcome = await heap.outcome(flipped(page, usedByte(page, next), next(8), true))
    done.push({ kind, table, outcome })
    progress(flip + 1)
  }
  return done
}

function ofKind(heap: Heap, kind: Kind): readonly HeapPage[] {
  return heap.pages.filter(({ table }) =>
    kind === 'rows' ? !table.includes(' ') : table.startsWith(`${kind} `),
  )
}

function drawn<T>(from: readonly T[], next: (below: number) => number): T {
  return from[next(from.length)] ?? assert.fail('nothing to draw from')
}

/** The header, the pointers or the rows; unused bytes lie between. */
function usedByte({ bytes }: HeapPage, next: (below: number) => number): number {
  const header = new DataView(bytes.buffer, bytes.byteOffset)
  const [lower, upper] = [header.getUint16(12, true), header.getUint16(14, true)]
  const at = next(lower + PAGE_BYTES - upper)
  return at < lower ? at : at - lower + upper
}
