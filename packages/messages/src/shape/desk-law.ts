/** Words of the desk's table of law and requirements. Requirement: R-4. */
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
  }
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
