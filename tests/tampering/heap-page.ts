/**
 * The checksum that PostgreSQL keeps on each page of its files: an implementation of our own, so that flipped pages can be
 * judged by the hundred thousand without a server. Held against the pages that a real server wrote (tests/heap.pg.test.ts).
 *
 * Anybody who can write the file can compute it: it finds accidents and clumsy hands, and the audit finds the others.
 * Source: PostgreSQL, storage/checksum_impl.h and bufpage.h.
 */
export const PAGE_BYTES = 8_192
const CHECKSUM_AT = 8
const LANES = 32
const PRIME = 16_777_619
const BASES = Uint32Array.from([
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c,
  0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb,
  0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4,
  0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
])

/** Of a page at its place in the table; the two bytes that hold it count as zero. */
export function checksumOf(page: Uint8Array, block: number): number {
  const copy = Uint8Array.from(page.subarray(0, PAGE_BYTES))
  copy.fill(0, CHECKSUM_AT, CHECKSUM_AT + 2)
  const words = new Uint32Array(copy.buffer)
  const sums = Uint32Array.from(BASES)
  const mix = (lane: number, word: number) => {
    const mixed = ((sums[lane] ?? 0) ^ word) >>> 0
    sums[lane] = Math.imul(mixed, PRIME) ^ (mixed >>> 17)
  }
  for (let at = 0; at < words.length; at++) mix(at % LANES, words[at] ?? 0)
  for (let round = 0; round < 2 * LANES; round++) mix(round % LANES, 0)
  const all = sums.reduce((sum, one) => (sum ^ one) >>> 0, 0)
  return (((all ^ block) >>> 0) % 65_535) + 1
}

/** What stands on it. PostgreSQL takes a page that was never written (only zeros) as it is. */
export function isSound(page: Uint8Array, block: number): boolean {
  if (page.subarray(0, PAGE_BYTES).every((byte) => byte === 0)) return true
  return checksumOf(page, block) === (page[CHECKSUM_AT] ?? 0) + 256 * (page[CHECKSUM_AT + 1] ?? 0)
}

/** What whoever edits the file does last. */
export function sealPage(page: Uint8Array, block: number): void {
  const sum = checksumOf(page, block)
  page[CHECKSUM_AT] = sum & 0xff
  page[CHECKSUM_AT + 1] = sum >>> 8
}
