import { readFile, writeFile } from 'node:fs/promises'
import { build, type InlineConfig, type Plugin } from 'vite'

/**
 * Stands in the built loader exactly once, quotes included. The server replaces it with the site's configuration as
 * JSON (`SiteConfig` of flows/api.ts) and serves the result as `/w/{siteKey}.js`. JSON is an expression of JavaScript,
 * so nothing needs escaping in a file of its own.
 */
export const CONFIG_PLACEHOLDER = '"__PARLEY_CONFIG__"'

/** `manifest.json` of the built widget. */
export interface WidgetManifest {
  /** Path of the entry module inside the folder, with its content hash: what `SiteConfig.entry` points to. */
  readonly entry: string
  /** Likewise of the module that words tested launchers. */
  readonly teaser: string
  readonly loader: string
}

/**
 * Builds the widget into a folder (emptied first):
 * `manifest.json`, `loader.js` (a classic script with {@link CONFIG_PLACEHOLDER} in it) and `assets/*.js`
 * (ES modules with hashed names: may be cached for ever, and need `Access-Control-Allow-Origin: *`).
 * Throws when a chunk holds zod: the widget trusts flows of its own server and must not pay for parsing them.
 */
export async function buildWidget(outDir: string): Promise<void> {
  await build({
    ...shared(outDir),
    plugins: [refuseZod(), loadLate(), placeMoreUrl(), writeManifest()],
    build: {
      ...shared(outDir).build,
      emptyOutDir: true,
      // As a library: else every import() is wrapped in a preloader of 0.6 kB.
      lib: { entry: { chat: path('embed.ts') }, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: 'assets/[name]-[hash].js',
          chunkFileNames: 'assets/[name]-[hash].js',
          minify: true, // a library keeps its blanks otherwise
          comments: false,
        },
      },
    },
  })
  // By itself, or what it shares with the entry module would become a third file of every chat.
  await build({
    ...shared(outDir),
    plugins: [refuseZod(), addToManifest(outDir)],
    build: {
      ...shared(outDir).build,
      emptyOutDir: false,
      lib: { entry: { teaser: path('teaser.ts') }, formats: ['es'] },
      rolldownOptions: { output: { entryFileNames: 'assets/[name]-[hash].js', minify: true, comments: false } },
    },
  })
  await build({
    ...shared(outDir),
    plugins: [refuseZod(), placeConfig()],
    build: {
      ...shared(outDir).build,
      emptyOutDir: false,
      rolldownOptions: {
        input: { loader: path('loader.ts') },
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  })
}

function shared(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: import.meta.dirname,
    base: './',
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      // Relative to the working directory, as the caller means it, not to this folder.
      outDir: new URL(outDir, `file://${process.cwd()}/`).pathname,
      // light-dark(), relative colours and nesting are used as they are; older engines would need twice the bytes.
      target: ['chrome125', 'firefox128', 'safari18'],
      modulePreload: false,
      assetsInlineLimit: 0,
      copyPublicDir: false,
      reportCompressedSize: false,
    },
  }
}

function path(name: string): string {
  return `${import.meta.dirname}/${name}`
}

/** See early-fields.ts, early-outline.ts and early-compile.ts. */
function loadLate(): Plugin {
  return {
    name: 'parley:load-late',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer?.includes('/flows/')) return null
      if (/\/fields\/index\.ts$/.test(source)) return path('early-fields.ts')
      if (/\/compile\.ts$/.test(source)) return path('early-compile.ts')
      return /\/outline\.ts$/.test(source) ? path('early-outline.ts') : null
    },
  }
}

/** See load-more.ts. */
function placeMoreUrl(): Plugin {
  return {
    name: 'parley:place-more-url',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(output => output.type === 'chunk')
      const more = chunks.find(chunk => chunk.name === 'more')
      if (!more) return this.error('the widget has no second module')
      const url = `./${more.fileName.replace('assets/', '')}`
      for (const chunk of chunks) chunk.code = chunk.code.replaceAll('MORE_URL', JSON.stringify(url))
    },
  }
}

function refuseZod(): Plugin {
  return {
    name: 'parley:refuse-zod',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const held = Object.entries(chunk.modules).find(([id, part]) => /\/zod\//.test(id) && part.renderedLength > 0)
        if (held) this.error(`zod is in ${chunk.fileName}: ${held[0]}`)
      }
    },
  }
}

function writeManifest(): Plugin {
  return {
    name: 'parley:manifest',
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find(chunk => chunk.type === 'chunk' && chunk.isEntry)
      if (!entry) return this.error('the widget has no entry module')
      const manifest: Omit<WidgetManifest, 'teaser'> = { entry: entry.fileName, loader: 'loader.js' }
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(manifest)}\n` })
    },
  }
}

function addToManifest(outDir: string): Plugin {
  return {
    name: 'parley:add-to-manifest',
    async writeBundle(_, bundle) {
      const file = new URL(`${outDir}/manifest.json`, `file://${process.cwd()}/`)
      const [teaser] = Object.keys(bundle)
      await writeFile(file, `${JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), teaser })}\n`)
    },
  }
}

function placeConfig(): Plugin {
  return {
    name: 'parley:place-config',
    generateBundle(_, bundle) {
      const loader = bundle['loader.js']
      if (loader?.type !== 'chunk') return this.error('the loader is missing')
      loader.code = loader.code.replaceAll('PARLEY_CONFIG', () => CONFIG_PLACEHOLDER)
      if (loader.code.split('PARLEY_CONFIG').length !== 2) this.error('the loader must name its configuration once')
    },
  }
}
