import { useId, useState } from 'preact/hooks'
import type { OpenedFile } from './import-file.tsx'
import { FILE_BYTES, readFile } from './read-file.ts'
import { splitRecords } from './split-records.ts'

/** Takes a file by choosing or dropping it, and opens it. */
export function PickFile({ onOpen }: { readonly onOpen: (file: OpenedFile) => void }) {
  const id = useId()
  const [over, setOver] = useState(false)
  const [problem, setProblem] = useState('')

  const open = async (file: File | undefined) => {
    setProblem('')
    if (!file) return
    if (file.size > FILE_BYTES) return setProblem('This file has more than 50 MB. Split it, or use the API.')
    const split = splitRecords(await readFile(file))
    if (split.records.length === 0) return setProblem('This file has no rows below its header.')
    onOpen({ name: file.name.slice(0, 200), split })
  }
  return (
    <div class="stack" data-tight>
      <label
        class="pick-file"
        for={id}
        data-over={over ? '' : undefined}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          void open(event.dataTransfer?.files[0])
        }}
      >
        <input
          id={id}
          class="visually-hidden"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          onChange={event => void open(event.currentTarget.files?.[0])}
        />
        <b>Choose a CSV file</b>
        <small>or drop it here. Nothing is written before you have seen what it comes to.</small>
      </label>
      {problem && (
        <p class="notice" data-tone="bad" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
