/**
 * How large is the operator in the words of the law, and must it notify the authorised body before it begins and ends?
 *
 * Small up to 10,000 people, medium below 500,000, large from there; data of restricted access raise the class by
 * one. Only a large operator notifies. The bounds are of Law 326-VIII, read from secondary sources alone: where those differ
 * (exactly 500,000) the heavier class is taken.
 *
 * Law: 94-V art. 10-1, 25-1. Requirement: L-5. Does not count anybody and sends no notification.
 */
import type { Policy } from '@kelisim/policy'

export const SIZE_CLASSES = ['small', 'medium', 'large'] as const
export type SizeClass = (typeof SIZE_CLASSES)[number]

const SMALL_PERSONS_MAX = 10_000
const LARGE_PERSONS_MIN = 500_000

export function sizeClass(persons: number, keepsRestricted: boolean): SizeClass {
  const base = persons <= SMALL_PERSONS_MAX ? 0 : persons < LARGE_PERSONS_MIN ? 1 : 2
  return SIZE_CLASSES[Math.min(2, base + (keepsRestricted ? 1 : 0))] ?? 'large'
}

/** Data of restricted access, or of a special category, are asked. */
export function keepsRestricted(policy: Pick<Policy, 'fields'>): boolean {
  return policy.fields.some((field) => field.class !== 'N' && field.default !== 'off')
}

export function mustNotify(size: SizeClass): boolean {
  return size === 'large'
}
