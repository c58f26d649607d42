/**
 * Messages that leave the site by SMS. No name, no value: a telephone is read over shoulders.
 *
 * `brand` is the operator's, so that the person knows who writes; `code` comes grouped, `481 290`. Law: DC art. 47; 94-V art. 19. Each fits in two parts (134 characters).
 */
export interface SmsMessages {
  readonly phone: (brand: string, code: string, minutes: number) => string
  readonly login: (brand: string, code: string, minutes: number) => string
  /** All of them, or those whose term is over. Law: 94-V art. 18, 24(1)(1). */
  readonly destroyed: (brand: string) => string
  readonly partlyDestroyed: (brand: string) => string
}
