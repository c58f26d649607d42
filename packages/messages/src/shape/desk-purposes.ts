/** The desk's page of purposes. Requirements. */
export interface DeskPurposesMessages {
  readonly title: string
  readonly sentence: (all: number, suspended: number) => string
  readonly note: string
  readonly open: string
  readonly suspended: string
  readonly clause: string
  readonly ground: string
  readonly grounds: Readonly<Record<'consent' | 'statute', string>>
  readonly since: string
  readonly reason: string
  readonly reasonLabel: string
  readonly reasonHint: string
  readonly reasonMissing: string
  readonly consequence: string
  /** Of a purpose that gives effect to the rights of the person. */
  readonly consequenceOfRights: string
  readonly suspend: string
  readonly suspendNamed: (name: string) => string
  readonly resumeConsequence: string
  readonly resume: string
  readonly resumeNamed: (name: string) => string
}
