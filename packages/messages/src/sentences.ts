/**
 * Every sentence of a catalogue with its path, for checks over the whole of it.
 *
 * A function that makes a sentence is called with sevens, as numbers or as text. One that asks for
 * an object cannot be called blindly; its path is listed in `unsaid` and its area tests it itself.
 */
export interface Sentences {
  readonly said: ReadonlyMap<string, string>
  readonly unsaid: readonly string[]
}

export function sentences(catalogue: unknown): Sentences {
  const said = new Map<string, string>()
  const unsaid: string[] = []
  collect(catalogue, '', said, unsaid)
  return { said, unsaid }
}

function collect(part: unknown, path: string, said: Map<string, string>, unsaid: string[]): void {
  if (typeof part === 'string') said.set(path, part)
  else if (isFunction(part)) {
    const text = call(part, 7) ?? call(part, '7')
    if (text === undefined) unsaid.push(path)
    else said.set(path, text)
  } else if (typeof part === 'object' && part !== null) {
    for (const [name, member] of Object.entries(part)) {
      collect(member, path === '' ? name : `${path}.${name}`, said, unsaid)
    }
  }
}

function call(say: (...values: unknown[]) => unknown, seven: unknown): string | undefined {
  try {
    const text = say(...Array.from({ length: say.length }, () => seven))
    return typeof text === 'string' && !/undefined|NaN|\[object/.test(text) ? text : undefined
  } catch {
    // Asked for something else than a number or a text: the caller learns it from `unsaid`.
    return undefined
  }
}

function isFunction(part: unknown): part is (...values: unknown[]) => unknown {
  return typeof part === 'function'
}
