/** What a person reads when a newer version of the policy asks for a consent they have not given. */
export interface AskedAnewMessages {
  readonly heading: string
  readonly lead: string
  /** On the first page of the cabinet: how many wait, and the words of the link to them. */
  readonly waiting: (count: number) => string
  readonly toThem: string
  readonly isNew: string
  readonly grown: string
  readonly agree: string
  readonly otherwise: string
}
