import { execFile } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'

const SOURCE = join(import.meta.dirname, 'widget')

/** Where the source says preact/compat, the package says react: the same names, and the page's own copy of it. */
const REACT = /^preact\/compat$/

/**
 * Builds the npm package into a folder (emptied first): `index.js` to load and command Parley, `react.js` with components,
 * their types, and a `package.json`. It holds no widget: that comes from the server, so that it is always the one that fits.
 * Throws when the sources do not type-check.
 */
export async function buildNpm(outDir: string): Promise<void> {
  const out = resolve(outDir)
  await build({
    configFile: false,
    root: SOURCE,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      {
        name: 'parley:react',
        enforce: 'pre',
        resolveId: source => (REACT.test(source) ? { id: 'react', external: true } : null),
      },
    ],
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      reportCompressedSize: false,
      lib: {
        entry: { index: join(SOURCE, 'npm/index.ts'), react: join(SOURCE, 'react/index.ts') },
        formats: ['es'],
      },
    },
  })
  await writeTypes(join(out, 'types'))
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`)
}

async function writeTypes(folder: string): Promise<void> {
  const tsc = join(import.meta.dirname, 'node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [tsc, '-p', join(SOURCE, 'npm/tsconfig.json'), '--outDir', folder])
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      text.replaceAll(/(['"])(\.[^'"]*)\.tsx?\1/g, '$1$2.js$1').replaceAll("'preact/compat'", "'react'"),
    )
  }
}

function manifest() {
  const { version, license } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) // our own file
  return {
    name: 'parley-web',
    version,
    description: 'Loads Parley on a page, commands it and hears its events; components for React.',
    license,
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { types: './types/npm/index.d.ts', default: './index.js' },
      './react': { types: './types/react/index.d.ts', default: './react.js' },
    },
    peerDependencies: { react: '>=18' },
    peerDependenciesMeta: { react: { optional: true } },
  }
}
