/** Words of the desk's register of actions. Law: 94-V art. 22(1)(5). Requirements. */
export interface RegisterMessages {
  readonly title: string
  readonly sentence: (entries: string) => string
  readonly note: string
  readonly person: string
  readonly personHint: string
  readonly personUnknown: string
  readonly staff: string
  readonly recipient: string
  readonly purpose: string
  readonly operation: string
  readonly answer: string
  readonly refused: string
  readonly from: string
  readonly to: string
  readonly dateWrong: string
  readonly faults: string
  readonly any: string
  readonly show: string
  readonly clear: string
  readonly none: string
  /** Nothing on this page; older entries were not looked at yet. */
  readonly noneSoFar: string
  readonly older: string
  readonly newest: string
  readonly pages: string
}
