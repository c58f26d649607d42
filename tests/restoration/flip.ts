/** Single bits of a medium's files, turned and turned back. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export async function filesOf(medium: string): Promise<readonly string[]> {
  const entries = await readdir(medium, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Turns one bit, works, and puts the file back as it was. */
export async function withFlippedBit<T>(
  path: string,
  bit: number,
  work: () => Promise<T>,
): Promise<T> {
  const bytes = await readFile(path)
  const flipped = Buffer.from(bytes)
  const at = Math.floor(bit / 8) % bytes.length
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8))
  await writeFile(path, flipped)
  try {
    return await work()
  } finally {
    await writeFile(path, bytes)
  }
}
