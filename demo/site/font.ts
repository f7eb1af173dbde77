import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Geist, variable, Latin: the one font of the demo, served by the demo itself so that no font host is called. */
export const geist = readFileSync(
  createRequire(import.meta.url).resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2'),
)
