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
 * What loads in one request. Each takes along whatever it needs that an earlier one has not: left alone, the bundler makes
 * a file of every handful of modules that two others share, and a form came in fifteen requests.
 */
const TOGETHER = [
  { name: 'chat', test: /widget\/embed\.ts$/, priority: 4 },
  { name: 'watch', test: /widget\/page-api\/watch\.ts$/, priority: 3 },
  { name: 'more', test: /widget\/more\.ts$/, priority: 2 },
]

/**
 * Builds the widget into a folder (emptied first):
 * `manifest.json`, `loader.js` (a classic script with {@link CONFIG_PLACEHOLDER} in it) and `assets/*.js`
 * (ES modules with hashed names: may be cached for ever, and need `Access-Control-Allow-Origin: *`).
 * Throws when a chunk holds zod: the widget trusts flows of its own server and must not pay for parsing them.
 */
export async function buildWidget(outDir: string): Promise<void> {
  await build({
    ...shared(outDir),
    plugins: [refuseZod(), ownKeysOnly(), loadLate(), placeMoreUrl(), inlineRuntime(), writeManifest()],
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
          codeSplitting: { groups: TOGETHER },
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

/** See early-fields.ts, early-outline.ts and early-compile.ts; each module of these stands in for one of the flows. */
function loadLate(): Plugin {
  return {
    name: 'parley:load-late',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!importer?.includes('/flows/')) return null
      if (/\/fields\/index\.ts$/.test(source)) return path('early-fields.ts')
      if (/\/compile\.ts$/.test(source)) return path('early-compile.ts')
      // Twice in the build rather than once in a file of its own: some flows need it before their first question.
      if (/\/hidden-values\.ts$/.test(source)) return `${path('../flows/hidden-values.ts')}?of-fields`
      return /\/outline\.ts$/.test(source) ? path('early-outline.ts') : null
    },
  }
}

/**
 * `for (… in …)` of XState and Preact walks over own keys only. What a page's old library put on `Object.prototype` would
 * else be a state, an event to be scheduled or an attribute. Fails when one is left.
 */
function ownKeysOnly(): Plugin {
  const walk = /\bfor\s*\((?:(const|let|var)\s+)?(\w+) in ([^)]*)\)/g
  return {
    name: 'parley:own-keys-only',
    transform: {
      filter: { id: /\/node_modules\/(xstate|preact)\// },
      handler: code => ({ code: code.replace(walk, 'for($1 $2 of Object.keys(($3)??{}))'), map: null }),
    },
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || chunk.name === 'rolldown-runtime') continue
        const left = chunk.code.match(walk)
        if (left) this.error(`${chunk.fileName} walks over inherited properties: ${left[0]}`)
      }
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

/**
 * Puts the one function of the bundler's runtime into the chunks that call it: a request less. Written anew, because the
 * bundler's walks over an object's properties with those that a page may have put on `Object.prototype`.
 */
function inlineRuntime(): Plugin {
  return {
    name: 'parley:inline-runtime',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(output => output.type === 'chunk')
      const runtime = chunks.find(({ name }) => name === 'rolldown-runtime')
      if (!runtime) return
      for (const chunk of chunks)
        chunk.code = chunk.code.replace(
          /import\{t as (\w+)\}from"\.\/rolldown-runtime-[^"]+";/,
          'const $1=all=>Object.defineProperties({},Object.fromEntries(Object.keys(all).map(name=>[name,{get:all[name],enumerable:!0}])));',
        )
      if (
        chunks.some(chunk => chunk.code.includes('rolldown-runtime')) ||
        !/^var \w=Object\.defineProperty,t=/.test(runtime.code)
      )
        this.error('the runtime of the bundler is not what it was')
      delete bundle[runtime.fileName]
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
