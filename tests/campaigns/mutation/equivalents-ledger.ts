/** Which changes of the ledger no test can notice, and why (equivalents.ts). */
import type { Equivalent } from './equivalents.ts'

export const LEDGER: readonly Equivalent[] = [
  ...[
    [
      'const SPREAD = 8192',
      '(8192 + 1)',
      'in how many pieces a text is made changes no letter of it',
    ],
    [
      'for (let from = 0; from < bytes.length; from += SPREAD) {',
      '<=',
      'an empty piece adds no letter',
    ],
    [
      'for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false',
      '<=',
      'behind the end of both there is nothing to differ',
    ],
  ].map(([line, becomes, why]) => ({
    file: 'packages/ledger/src/encoding.ts',
    line: line ?? '',
    becomes: [becomes ?? ''],
    why: why ?? '',
  })),
  {
    file: 'packages/ledger/src/key.ts',
    line: 'if (!isKeyName(name) || bytes === undefined || type === undefined) return undefined',
    becomes: ['&&'],
    why: 'no byte is no kind of key, and is refused as one of an unknown kind',
  },
  {
    file: 'packages/ledger/src/key.ts',
    line: "const [, name = '', id = '', encoded = ''] = /^([^+]*)\\+([0-9a-f]{8})\\+(.*)$/s.exec(text) ?? []",
    becomes: ["'?'"],
    why: 'a text of another form has no byte of a key, whatever stands for its parts',
  },
  {
    file: 'packages/ledger/src/log-source.ts',
    line: 'const full = width < TILE_WIDTH ? await source.read(path(TILE_WIDTH)) : undefined',
    becomes: ['<=', 'true'],
    why: 'a full file that is not there is not there when it is asked for again',
  },
  {
    file: 'packages/ledger/src/log-source.ts',
    line: "const minimum = bytes && parseDecimal(fromUtf8(bytes)?.trim() ?? '')",
    becomes: ["'?'"],
    why: 'neither is a number',
  },
  {
    file: 'packages/ledger/src/follow.ts',
    line: "return { ok: true, note: fromUtf8(note) ?? '', from, size: now.size, unpublished, wanted }",
    becomes: ["'?'"],
    why: 'a note that was opened is text; the other word is there for the types',
  },
  {
    file: 'packages/ledger/src/compare.ts',
    line: 'if (sameBytes(computed, stored)) return undefined',
    becomes: ['false'],
    why: 'hash by hash nothing differs either; the one comparison saves time',
  },
  {
    file: 'packages/ledger/src/compare.ts',
    line: 'for (let at = 0; at < count; at++) {',
    becomes: ['<='],
    why: 'the hash behind the last that was read is where the bundle breaks off, so it is told in any case',
  },
  {
    file: 'packages/ledger/src/proof.ts',
    line: "assert(hashes !== undefined, 'every planned tile was read')",
    becomes: [';'],
    why: 'every planned tile was read; the check is there for the types',
  },
  {
    file: 'packages/ledger/src/tree.ts',
    line: 'const input = length <= leafSpace.length ? leafSpace.subarray(0, length) : new Uint8Array(length)',
    becomes: ['<', 'false'],
    why: 'the same bytes are hashed in memory of their own',
  },
  ...[
    'const leafSpace = new Uint8Array(1 + 65_535)',
    'const rowSpace = new Uint8Array(1 + TILE_WIDTH * HASH_BYTES)',
  ].map((line) => ({
    file: 'packages/ledger/src/tree.ts',
    line,
    becomes: ['(1 + 1)', '(65_535 + 1)'],
    why: 'working memory that is larger than needed',
  })),
  {
    file: 'packages/ledger/src/tree.ts',
    line: 'for (let pair = 0; pair < width / 2; pair++) {',
    becomes: ['<=', '*'],
    why: 'what is written behind the row that is left is not read again; it only costs time',
  },
  {
    file: 'packages/ledger/src/crypto.ts',
    line: 'for (let at = 0; at < HASH_BYTES; at++) target[offset + at] = digest.charCodeAt(at)',
    becomes: ['<='],
    why: 'the byte behind a digest was used already, is written next, or is not there',
  },
  {
    file: 'packages/ledger/src/grow.ts',
    line: 'const old = edge.find((tile) => tile.level === level)',
    becomes: ['findLast'],
    why: 'of each level an edge has one tile',
  },
  {
    file: 'packages/ledger/src/trust-policy.ts',
    line: 'const signature = opened.note.verified.find((one) => one.vkey === vkey)',
    becomes: ['findLast'],
    why: 'of each key one signature is kept',
  },
  {
    file: 'packages/ledger/src/witness.ts',
    line: "const [origin] = checkpoint.split('\\n', 1)",
    was: '1',
    why: 'only the first line is looked at',
  },
  {
    file: 'packages/ledger/src/witness.ts',
    line: "const [first = '', ...lines] = text.slice(0, blank).split('\\n')",
    becomes: ["'?'"],
    why: 'a text that is split has a first part; the other word is there for the types',
  },
  {
    file: 'packages/ledger/src/receipt.ts',
    line: "const value = members(parseJson(fromUtf8(entry) ?? ''))?.['textSha256']",
    becomes: ["'?'"],
    why: 'neither is JSON',
  },
  {
    file: 'packages/ledger/src/proof-file.ts',
    line: "const [, indexText = ''] = /^index (.*)$/.exec(lines.shift() ?? '') ?? []",
    becomes: ["'?'"],
    why: 'neither is a number, nor has one in it',
  },
]
