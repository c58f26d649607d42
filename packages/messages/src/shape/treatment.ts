/** How an effective clause treats the source; `added`: the source has no such clause. Section 7. */
export type TreatmentWord = 'as_is' | 'corrected' | 'replaced' | 'disabled' | 'added'
