/** Which changes of the vault no test can notice, and why (equivalents.ts). */
import type { Equivalent } from './equivalents.ts'

export const VAULT: readonly Equivalent[] = [
  ...[
    ['derive', 'const byte = key[at] ?? 0'],
    [
      'xaes',
      'for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (block[at] ?? 0) ^ (this.#tweak[at] ?? 0)',
    ],
    ['xaes', 'const byte = block[at] ?? 0'],
    ['xaes', 'twice[BLOCK_BYTES - 1] = (twice[BLOCK_BYTES - 1] ?? 0) ^ (carry * 0x87)'],
  ].map(([name, line]) => ({
    file: `packages/vault/src/${name}.ts`,
    line: line ?? '',
    was: '0',
    why: 'each place within the length has a byte; the other word is there for the types',
  })),
  {
    file: 'packages/vault/src/xaes.ts',
    line: 'for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (block[at] ?? 0) ^ (this.#tweak[at] ?? 0)',
    becomes: ['<='],
    why: 'nothing is written behind the end of a block',
  },
  {
    file: 'packages/vault/src/xaes.ts',
    line: 'for (let at = BLOCK_BYTES - 1; at >= 0; at--) {',
    becomes: ['+'],
    why: 'behind the end of a block there is nothing, and it carries nothing',
  },
  ...[
    ['record', 'if (oldest !== undefined) this.#known.delete(oldest)'],
    ['xaes', 'if (oldest !== undefined) this.#subkeys.delete(oldest)'],
  ].map(([name, line]) => ({
    file: `packages/vault/src/${name}.ts`,
    line: line ?? '',
    becomes: ['true'],
    why: 'what is not there is not deleted',
  })),
  {
    file: 'packages/vault/src/wrap.ts',
    line: "if (kek === undefined) throw new Error('the current epoch has no key')",
    becomes: [';', 'false'],
    why: 'a keyring always has the key of its newest epoch; the check is there for the types',
  },
  {
    file: 'packages/vault/src/enveloped-keyring.ts',
    line: 'if (at + sizeBytes > file.length) return undefined',
    becomes: ['>='],
    why: 'a file that ends there has no room for a record, and is refused for that',
  },
  {
    file: 'packages/vault/src/enveloped-keyring.ts',
    line: 'if (service === undefined || operator === undefined || wrapped === undefined) return undefined',
    becomes: ['&&'],
    why: 'a file that ends before its wrapping has none; the others are there for the types',
  },
  ...[
    'let room = 0',
    "return typeof part === 'string' ? part.length * UNIT_BYTES_MAX : part.length",
  ].map((line) => ({
    file: 'packages/vault/src/framed.ts',
    line,
    becomes: ['(0 + 1)', 'true'],
    why: 'room that is not used is cut off',
  })),
  {
    file: 'packages/vault/src/framed.ts',
    line: 'const UNIT_BYTES_MAX = 3',
    why: 'room that is not used is cut off',
  },
]
