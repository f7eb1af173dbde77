import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Window } from 'happy-dom'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { buildNpm } from '../../build-npm.ts'

// A project that has installed the package, with Preact's stand-in for React: the same names, without installing React.
const project = mkdtempSync(join(tmpdir(), 'parley-npm-'))
const modules = join(project, 'node_modules')
const tsc = resolve('node_modules/typescript/bin/tsc')

beforeAll(async () => {
  mkdirSync(modules)
  symlinkSync(resolve('node_modules/preact/compat'), join(modules, 'react'))
  symlinkSync(resolve('node_modules/preact'), join(modules, 'preact'))
  await buildNpm(join(modules, 'parley-web'))
  writeFileSync(join(project, 'package.json'), '{"type":"module"}')
})
afterAll(() => rmSync(project, { recursive: true, force: true }))
afterEach(() => vi.unstubAllGlobals())

const USE = `
import { loadParley, parley, type ParleyEvents } from 'parley-web'
import { ParleyForm, ParleyWidget, useParley, useParleyEvent } from 'parley-web/react'

export function Page() {
  const parley = useParley({ server: 'https://parley.example', site: 'site_1', consent: 'granted' })
  useParleyEvent('qualified', ({ flow, outcome }) => console.log(flow, outcome))
  return (
    <main>
      <button type="button" onClick={() => parley('open', 'pricing')}>Talk to us</button>
      <ParleyForm flow="demo" locale="de" id="top" onCompleted={({ outcome }) => console.log(outcome)} />
      <ParleyWidget flow="landing" shape="page" className="wide" onAnswered={({ step }) => console.log(step)} />
    </main>
  )
}

loadParley({ server: 'https://parley.example', site: 'site_1', version: 'v', integrity: 'sha384-x' })
parley('on', 'answered', (answer: ParleyEvents['answered']) => console.log(answer.step, answer.value))
parley('attach', { hubspot: '*' }, { flow: 'demo', fields: { firstname: 'name' }, values: { contact_ok: true } })
parley('start', 'pricing', { surface: 'popup', shape: 'steps' })
`

const MISUSE = [
  ["parley('explode')", 'a command that is none'],
  ["parley('on', 'clicked', () => {})", 'an event that is none'],
  ["parley('on', 'booked', booked => booked.email)", 'what no event tells'],
  ["parley('attach', '#contact', {})", 'a mapping without a flow'],
  ["loadParley({ site: 'site_1' })", 'no server'],
] as const

async function typeCheck(source: string): Promise<string> {
  writeFileSync(join(project, 'use.tsx'), source)
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, noEmit: true, skipLibCheck: false, target: 'es2022', lib: ['es2022', 'dom'] },
        ...{ module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx', jsxImportSource: 'preact', types: [] },
      },
      files: ['use.tsx'],
    }),
  )
  const ran = promisify(execFile)(process.execPath, [tsc, '-p', project])
  return await ran.then(
    () => '',
    (failed: { stdout: string }) => failed.stdout,
  )
}

test('a project that uses all of it type-checks', async () => {
  expect(await typeCheck(USE)).toBe('')
})

test('what is not offered does not type-check', async () => {
  const lines = MISUSE.map(([code]) => `${code}\n`).join('')
  const told = await typeCheck(`import { loadParley, parley } from 'parley-web'\n${lines}`)
  const wrong = new Set([...told.matchAll(/use\.tsx\((\d+),/g)].map(([, line]) => Number(line)))
  expect([...wrong]).toEqual(MISUSE.map((_, index) => index + 2))
})

const entry = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(modules, 'parley-web', name)).href)

function openPage(): Window {
  const window = new Window({ url: 'https://www.tallybarn.example/pricing' })
  for (const name of ['document', 'Event', 'CustomEvent', 'Node', 'Element'] as const) vi.stubGlobal(name, window[name])
  vi.stubGlobal('window', window)
  return window
}

test('the script is put on the page once, and commands wait for it in its queue', async () => {
  const { loadParley, parley } = await entry('index.js')
  const { document, ...window } = openPage()
  const options = { server: 'https://parley.example/', site: 'site_1', version: 'v1', integrity: 'sha384-x' }
  loadParley({ ...options, consent: 'granted' })
  loadParley(options)
  parley('open', 'pricing')
  const scripts = [...document.scripts]
  expect(scripts.map(({ src }) => src)).toEqual(['https://parley.example/w/site_1@v1.js'])
  expect(scripts[0]?.outerHTML).toContain('integrity="sha384-x"')
  expect(scripts[0]?.dataset.consent).toBe('granted')
  expect(window).toBeDefined()
  expect((globalThis.window as unknown as { parley: { q: unknown } }).parley.q).toEqual([['open', 'pricing']])
})

test('on a server, where there is no page, loading and commanding do nothing', async () => {
  const { loadParley, parley } = await entry('index.js')
  expect(() => loadParley({ server: 'https://parley.example', site: 'site_1' })('open')).not.toThrow()
  expect(() => parley('open')).not.toThrow()
})

test('the components draw elements and hear their events, the newest listener each time', async () => {
  const { document } = openPage()
  const { createElement, render } = await import(
    /* @vite-ignore */ pathToFileURL(resolve('node_modules/preact/compat/dist/compat.mjs')).href
  )
  const { ParleyForm, ParleyWidget } = await entry('react.js')
  const root = document.createElement('div')
  document.body.append(root)
  const heard: string[] = []
  const draw = (who: string, flow = 'demo') =>
    render(
      createElement('main', null, [
        createElement(ParleyForm, { key: 1, flow, locale: 'de', id: 'top', onCompleted: () => heard.push(who) }),
        createElement(ParleyWidget, { key: 2, flow: 'landing', shape: 'page', className: 'wide' }),
      ]),
      root,
    )
  draw('first')
  const form = root.querySelector('parley-form')
  expect(form?.outerHTML).toBe('<parley-form flow="demo" locale="de" id="top"></parley-form>')
  expect(root.querySelector('parley-widget')?.outerHTML).toBe(
    '<parley-widget flow="landing" shape="page" class="wide"></parley-widget>',
  )

  const complete = () => root.querySelector('parley-form')?.dispatchEvent(new CustomEvent('parley:completed') as never)
  await vi.waitFor(() => {
    complete()
    expect(heard).toContain('first')
  })
  draw('second')
  heard.length = 0
  complete()
  expect(heard).toEqual(['second'])
  expect(root.querySelector('parley-form')).toBe(form)

  draw('third', 'pricing')
  expect(root.querySelector('parley-form')).not.toBe(form)
})

test('the package names its entries, its types and React as somebody else’s', () => {
  const manifest = JSON.parse(readFileSync(join(modules, 'parley-web/package.json'), 'utf8'))
  expect(Object.keys(manifest.exports)).toEqual(['.', './react'])
  expect(manifest.peerDependencies).toEqual({ react: '>=18' })
  expect(manifest).not.toHaveProperty('dependencies')
})
