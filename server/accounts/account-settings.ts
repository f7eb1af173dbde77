import { z } from 'zod'

const number = (min: number, max: number) => z.int().min(min).max(max)

/** How accounts are judged. */
export const accountSettings = z
  .strictObject({
    /** As many people make a buying committee. */
    committeePeople: number(2, 50).default(3),
    /** As many levels of decision do, too. */
    committeeLevels: number(2, 5).default(2),
    /** Within so many days. */
    committeeDays: number(1, 365).default(30),
    /** Most points that the engagement of all its people together is worth. */
    engagementCap: number(0, 200).default(40),
    /** Points of a buying committee. */
    committeePoints: number(-100, 100).default(10),
    /** Points of being on the priority list. */
    priorityPoints: number(-100, 100).default(10),
  })
  .readonly()

export type AccountSettings = z.output<typeof accountSettings>

export const DEFAULT_ACCOUNT_SETTINGS: AccountSettings = accountSettings.parse({})

export function readAccountSettings(json: string | null): AccountSettings {
  return json === null ? DEFAULT_ACCOUNT_SETTINGS : accountSettings.parse(JSON.parse(json))
}
