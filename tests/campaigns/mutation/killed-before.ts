/**
 * Which mutants has an earlier turn of the campaign killed?
 *
 * A file of hashes, one for each: of the mutated file's text and of the change. A change of that file makes its mutants new
 * ones; tests must only have been added since. Survivors are not in it and are asked about again.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from './mutants.ts'

export class KilledBefore {
  readonly #root: string
  readonly #path: string | undefined
  readonly #marks: ReadonlySet<string>

  /** Without a path nothing is known and nothing is kept. */
  constructor(root: string, path: string | undefined) {
    this.#root = root
    this.#path = path
    const isThere = path !== undefined && existsSync(path)
    this.#marks = new Set(isThere ? readFileSync(path, 'utf8').split('\n') : [])
  }

  has(mutant: Mutant): boolean {
    return this.#path !== undefined && this.#marks.has(this.#markOf(mutant))
  }

  add(mutant: Mutant): void {
    if (this.#path !== undefined) appendFileSync(this.#path, `${this.#markOf(mutant)}\n`)
  }

  #markOf({ file, from, to, becomes }: Mutant): string {
    const text = readFileSync(join(this.#root, file), 'utf8')
    return createHash('sha256')
      .update(JSON.stringify([file, text, from, to, becomes]))
      .digest('hex')
  }
}
