import { z } from 'zod'
import { THEME_LIMITS, type Theme } from './theme.ts'

const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, 'Write the colour as # and six digits, such as #2c4a78.')
  .transform(text => text.toLowerCase())
const pixels = (most: number) => z.int().min(0).max(most)

/** What a site's theme may be. Unknown settings are refused. */
export const themeSchema: z.ZodType<Theme, Theme> = z.strictObject({
  accent: color,
  accentDark: color.optional(),
  tint: z.enum(['neutral', 'warm', 'cool']),
  radius: pixels(THEME_LIMITS.radius),
  font: z.enum(['page', 'system', 'own']),
  family: z
    .string()
    .trim()
    .min(1)
    .max(THEME_LIMITS.family)
    .regex(/^[\p{L}\p{N} -]+$/u, 'Name one font family, without quotes.')
    .optional(),
  density: z.enum(['compact', 'regular', 'roomy']),
  scheme: z.enum(['page', 'system', 'light', 'dark']),
  avatar: z
    .union([
      z.strictObject({ initials: z.string().trim().min(1).max(2) }),
      z.strictObject({
        url: z.url({ protocol: /^https$/, error: 'Give an address that begins with https://.' }).max(500),
      }),
    ])
    .optional(),
  side: z.enum(['start', 'end']),
  offset: z.strictObject({ inline: pixels(THEME_LIMITS.offset), block: pixels(THEME_LIMITS.offset) }),
  zIndex: z.int().min(1).max(THEME_LIMITS.zIndex),
})
