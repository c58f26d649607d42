/** Words of the desk's table of law and requirements. Requirements. */
export const INVARIANTS = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
] as const

export interface DeskLawMessages {
  readonly title: string
  readonly sentence: (built: number, of: number) => string
  readonly note: string
  readonly stale: string
  readonly article: string
  readonly anyArticle: string
  readonly requirement: string
  readonly anyRequirement: string
  readonly status: string
  readonly anyStatus: string
  readonly show: string
  readonly shown: (count: string, of: string) => string
  readonly nothing: string
  readonly caption: string
  readonly column: {
    readonly policy: string
    readonly law: string
    readonly program: string
    /** Of a principle of processing: what holds it. */
    readonly principle: string
  }
  /** What the program never breaks, one sentence each (ARCHITECTURE.md). */
  readonly invariants: Readonly<Record<(typeof INVARIANTS)[number], string>>
  readonly states: Readonly<Record<'built' | 'untested' | 'data_only' | 'not_built', string>>
  readonly claimed: string
  readonly clauses: string
  readonly purposes: string
  readonly rights: string
  readonly silent: string
  readonly noLaw: string
  readonly parts: Readonly<
    Record<'rules' | 'modules' | 'tests' | 'screens' | 'evidence', (count: number) => string>
  >
  readonly none: string
}
