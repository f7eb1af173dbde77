import './questions.css'
import { useState } from 'preact/hooks'
import { Preview } from '../preview/preview.tsx'
import { StepList } from './step-list.tsx'

/** What visitors are asked and told, in order. */
export function QuestionsRoom() {
  const [open, setOpen] = useState<string | null>(null)
  return (
    <div class="questions">
      <StepList open={open} onOpen={setOpen} />
      <Preview from={open} />
    </div>
  )
}
