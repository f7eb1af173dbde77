import type { Facts } from '#flows/condition.ts'

/** Whether somebody gave an address of a free-mail provider, which says nothing about a company. */
export function isFreeMail(facts: Facts): boolean {
  return Object.entries(facts).some(([name, value]) => name.endsWith('.free') && value === true)
}
