/** A list without rows: that there are none, and what fills it. */
export interface EmptyList {
  readonly heading: string
  readonly why: string
}
