/**
 * Which entries does the folder hold, and where does each stand?
 *
 * Reads list by list: an entry of wrong shape is named and left out, the others stay, so that all faults
 * come at once. Remembers the place of each entry by kind and identifier for those who check meaning.
 * Does not connect entries with each other.
 */
import { z } from 'zod'
import { clauseOf, error, faultsOf } from './fault.ts'
import { readYaml, type Path, type YamlFile } from './folder.ts'
import type { Finding } from './model.ts'

/** Where things stand, for findings about meaning. */
export interface Places {
  /** `file:line` of an entry, or of a key below it: `of('field', 'phone', 'why', 'kk')`. */
  readonly of: (kind: string, id: string, ...path: Path) => string
  /** `file:line` of a key of a file. */
  readonly in: (file: string, ...path: Path) => string
}

export interface Reader {
  readonly findings: Finding[]
  readonly places: Places
  /** True when an entry was left out: then "unknown name" may be its echo. */
  readonly partial: () => boolean
  readonly file: (name: string) => YamlFile | undefined
  readonly list: <S extends z.ZodType>(source: Source<S>) => z.output<S>[]
  readonly whole: <S extends z.ZodType>(
    name: string,
    key: string,
    shape: S,
  ) => z.output<S> | undefined
}

export interface Source<S extends z.ZodType> {
  readonly kind: string
  readonly file: string
  readonly key: string
  readonly shape: S
  readonly id: (entry: z.output<S>) => string
}

/** How one file becomes a value; a caller that reads many versions may pass one that remembers. */
export type ReadFile = (name: string, text: string) => YamlFile

export function openFolder(files: ReadonlyMap<string, string>, read: ReadFile = readYaml): Reader {
  const findings: Finding[] = []
  const opened = new Map<string, YamlFile>()
  const absent = new Set<string>()
  const stands = new Map<string, readonly [YamlFile, Path]>()
  let partial = false
  const left = (found: readonly Finding[]): void => {
    partial = true
    findings.push(...found)
  }

  const file = (name: string): YamlFile | undefined => {
    const text = files.get(name)
    const known = opened.get(name)
    if (known !== undefined) return known
    if (text === undefined) {
      if (absent.has(name)) return undefined
      absent.add(name)
      left([error('file_missing', `${name}:1`, clauseOf(name), { file: name })])
      return undefined
    }
    const fresh = read(name, text)
    if (fresh.faults.length > 0) left(fresh.faults)
    opened.set(name, fresh)
    return fresh
  }

  const list = <S extends z.ZodType>(source: Source<S>): z.output<S>[] => {
    const from = file(source.file)
    if (from === undefined) return []
    const entries = child(from.content, source.key)
    if (!Array.isArray(entries)) {
      if (from.content === undefined) return []
      const params = { key: source.key, expected: 'array' }
      left([error('shape_invalid', from.at([source.key]), clauseOf(from.name), params)])
      return []
    }
    const kept: z.output<S>[] = []
    entries.forEach((raw: unknown, index) => {
      const path = [source.key, index]
      const result = source.shape.safeParse(raw)
      if (!result.success) return left(faultsOf(from, path, raw, result.error.issues))
      const id = source.id(result.data)
      const key = `${source.kind}/${id}`
      if (stands.has(key)) {
        const params = { kind: source.kind, id }
        return left([error('declared_twice', from.at(path), clauseOf(from.name), params)])
      }
      stands.set(key, [from, path])
      kept.push(result.data)
    })
    return kept
  }

  const whole = <S extends z.ZodType>(name: string, key: string, shape: S) => {
    const from = file(name)
    if (from === undefined || from.content === undefined) return undefined
    const path = key === '' ? [] : [key]
    const raw = key === '' ? from.content : child(from.content, key)
    const result = shape.safeParse(raw)
    if (result.success) return result.data
    left(faultsOf(from, path, raw, result.error.issues))
    return undefined
  }

  const places: Places = {
    of: (kind, id, ...path) => {
      const stand = stands.get(`${kind}/${id}`)
      return stand === undefined ? 'policy.yaml:1' : stand[0].at([...stand[1], ...path])
    },
    in: (name, ...path) => opened.get(name)?.at(path) ?? `${name}:1`,
  }
  return { findings, places, partial: () => partial, file, list, whole }
}

function child(content: unknown, key: string): unknown {
  const record = z.record(z.string(), z.unknown()).safeParse(content)
  return record.success ? record.data[key] : undefined
}
