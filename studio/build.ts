import { build, type InlineConfig } from 'vite'

/** Builds the studio into a folder (emptied first). It is served under `/studio/`. */
export async function buildStudio(outDir: string): Promise<void> {
  await build(studioConfig(outDir))
}

export function studioConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: import.meta.dirname,
    base: '/studio/',
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      // Relative to the working directory, as the caller means it, not to this folder.
      outDir: new URL(outDir, `file://${process.cwd()}/`).pathname,
      emptyOutDir: true,
      target: ['chrome125', 'firefox128', 'safari18'],
      modulePreload: { polyfill: false },
      // Fonts stay files: the content security policy names no data: fonts.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
    },
  }
}
