/**
 * Which words of a text went out and which came in?
 *
 * The longest common run of words stays; what is left of the old text is `gone`, of the new one `fresh`. Joined,
 * `kept` and `gone` are the old text, `kept` and `fresh` the new one, letter for letter. Texts too long to be
 * compared word by word are one whole against the other.
 *
 * Requirements: R-2, R-88 (versions with their differences).
 */
export interface Run {
  readonly kind: 'kept' | 'gone' | 'fresh'
  readonly text: string
}

/** Words of one text times words of the other: two texts of a thousand words each. */
const CELLS_MAX = 1_000_000

export function wordDiff(before: string, after: string): readonly Run[] {
  const old = words(before)
  const fresh = words(after)
  if (old.length * fresh.length > CELLS_MAX) return joined(whole(before, after))
  return joined(walk(old, fresh, lengths(old, fresh)))
}

/** A word with the space after it, so that nothing is lost between two. */
function words(text: string): readonly string[] {
  return text.match(/^\s+|\S+\s*/g) ?? []
}

function whole(before: string, after: string): Run[] {
  return before === after
    ? [{ kind: 'kept', text: before }]
    : [
        { kind: 'gone', text: before },
        { kind: 'fresh', text: after },
      ]
}

/** `table[i * width + j]`: the longest common run of words from `i` of the old and `j` of the new text on. */
function lengths(old: readonly string[], fresh: readonly string[]): Uint32Array {
  const width = fresh.length + 1
  const table = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      const skip = Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
      const both = (table[(i + 1) * width + j + 1] ?? 0) + 1
      table[i * width + j] = old[i] === fresh[j] ? both : skip
    }
  }
  return table
}

function walk(old: readonly string[], fresh: readonly string[], table: Uint32Array): Run[] {
  const width = fresh.length + 1
  const runs: Run[] = []
  let i = 0
  let j = 0
  while (i < old.length || j < fresh.length) {
    const [gone, come] = [old[i], fresh[j]]
    if (gone !== undefined && gone === come) {
      runs.push({ kind: 'kept', text: gone })
      i++
      j++
    } else if (
      come === undefined ||
      (gone !== undefined && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0))
    ) {
      runs.push({ kind: 'gone', text: gone ?? '' })
      i++
    } else {
      runs.push({ kind: 'fresh', text: come })
      j++
    }
  }
  return runs
}

/** Neighbours of one kind as one run; between two kept words the old ones stand before the new ones. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: { kind: Run['kind']; text: string }[] = []
  for (const { kind, text } of runs) {
    if (text === '') continue
    const last = found.at(-1)
    if (last?.kind === kind) last.text += text
    else found.push({ kind, text })
  }
  return found
}
