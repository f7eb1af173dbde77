import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface ServedPeers {
  readonly origin: string
  close(): void
}

const QUESTION = 'How do you count your stock today?'
const ANSWERS = ['Spreadsheets', 'Our ERP', 'Pen and paper', 'Another tool']

/** Serves the peers' own files from npm, each on an otherwise empty page, with what their server would answer at the start. */
export async function servePeers(modules: string): Promise<ServedPeers> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://peers')
    const send = (type: string, body: string | Buffer) => response.setHeader('content-type', type).end(body)
    if (pathname.startsWith('/npm/')) {
      const type = pathname.endsWith('.css') ? 'text/css' : 'text/javascript'
      return send(type, await readFile(join(modules, pathname.slice('/npm/'.length))))
    }
    if (pathname.endsWith('/startChat')) return send('application/json', JSON.stringify(startChat))
    const page = pages[pathname]
    if (page === undefined) return response.writeHead(404).end()
    return send('text/html', `<!doctype html><html lang="en"><title>Pricing</title><body>${page}`)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** https://docs.typebot.io: the first answer of a chat, one bubble of text and buttons. */
const startChat = {
  sessionId: 'session',
  resultId: 'result',
  typebot: { id: 'pricing', version: '6.1', theme: {}, settings: { typingEmulation: { enabled: false } } },
  messages: [
    {
      id: 'hello',
      type: 'text',
      content: { type: 'richText', richText: [{ type: 'p', children: [{ text: QUESTION }] }] },
    },
  ],
  input: {
    id: 'ask',
    type: 'choice input',
    options: {},
    items: ANSWERS.map((content, index) => ({ id: `answer${index}`, outgoingEdgeId: 'next', content })),
  },
  clientSideActions: [],
  logs: [],
}

const survey = {
  elements: [{ type: 'radiogroup', name: 'counting', title: QUESTION, choices: ANSWERS }],
}

const pages: Readonly<Record<string, string>> = {
  '/typebot': `<script type="module">
    import Typebot from '/npm/@typebot.io/js/dist/web.js'
    Typebot.initBubble({ typebot: 'pricing', apiHost: location.origin })
  </script>`,
  '/surveyjs': `<button id="open">Chat with us</button><div id="survey"></div><script>
    const load = (tag, set) => new Promise(resolve => {
      const element = Object.assign(document.createElement(tag), set, { onload: resolve })
      document.head.append(element)
    })
    document.getElementById('open').onclick = async () => {
      await Promise.all([
        load('link', { rel: 'stylesheet', href: '/npm/survey-core/survey-core.fontless.min.css' }),
        load('script', { src: '/npm/survey-core/survey.core.min.js' })
          .then(() => load('script', { src: '/npm/survey-js-ui/survey-js-ui.min.js' })),
      ])
      new Survey.Model(${JSON.stringify(survey)}).render(document.getElementById('survey'))
    }
  </script>`,
}
