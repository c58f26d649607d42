/**
 * Messages that leave the site by SMS. No name, no value: a telephone is read over shoulders.
 *
 * `code` comes grouped, `481 290`. Law: DC art. 47; 94-V art. 19. Each fits in two parts (134 characters).
 */
export interface SmsMessages {
  readonly phone: (code: string, minutes: number) => string
  readonly consent: (code: string, minutes: number) => string
  readonly login: (code: string, minutes: number) => string
  readonly transferred: (recipient: string, fields: number) => string
}
