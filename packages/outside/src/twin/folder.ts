/** An empty folder for one test, gone with `await using`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Folder extends AsyncDisposable {
  readonly path: string
}

export async function folder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'kelisim-outside-'))
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}
