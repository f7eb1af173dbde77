import './ui/base.css'
import './ui/controls.css'
import './ui/forms.css'
import './ui/shell.css'
import { render } from 'preact'
import { App } from './app.tsx'

const root = document.getElementById('studio')
if (root) render(<App />, root)
