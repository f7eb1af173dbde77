import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type {
  FlowSummary,
  ImportKind,
  ImportOptions,
  ImportPreview,
  PreviewImportRequest,
} from '#server/http/api-type.ts'
import { get, post, RequestFailed } from '../../api.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { ColumnTable } from './column-table.tsx'
import { ImportOptionFields } from './import-options.tsx'
import { ImportSteps } from './import-steps.tsx'
import { counted, kindWords } from './import-words.ts'
import { partsOf, type SplitFile } from './split-records.ts'

export interface OpenedFile {
  readonly name: string
  readonly split: SplitFile
}

interface ImportFileProps {
  readonly kind: ImportKind
  readonly file: OpenedFile
  readonly onClose: () => void
}

/** Rows that the preview looks at. */
const PREVIEWED = 50

/** One opened file: what its columns are, what would be wrong, a check of all rows, and the import. */
export function ImportFile({ kind, file, onClose }: ImportFileProps) {
  const [options, setOptions] = useState<ImportOptions>({})
  const [columns, setColumns] = useState<readonly (string | null)[] | null>(null)
  const flows = useLoad('import-flows', () => get<readonly FlowSummary[]>('/flows'))
  const { preview, error } = usePreview({ kind, file, options, columns })
  // Cut once: a large file is cut into hundreds of parts.
  const parts = useMemo(() => partsOf(file.split), [file.split])
  const { one, many } = kindWords(kind)
  if (error) {
    return (
      <>
        <Trouble error={error} />
        <div class="row">
          <button type="button" class="button" onClick={onClose}>
            Choose another file
          </button>
        </div>
      </>
    )
  }
  if (!preview) return null
  const used = columns ?? preview.columns
  const choose = (index: number, target: string | null) => {
    // What another column was before is taken from it.
    setColumns(
      used.map((column, at) => (at === index ? target : column === target && target !== 'property:*' ? null : column)),
    )
  }
  return (
    <>
      <header class="row" data-spread>
        <div>
          <h2>{file.name}</h2>
          <p class="quiet">{counted(file.split.records.length, one, many)}, one a row</p>
        </div>
        <button type="button" class="button" onClick={onClose}>
          Choose another file
        </button>
      </header>
      <ColumnTable preview={preview} columns={used} onChoose={choose} />
      <ImportOptionFields
        kind={kind}
        options={options}
        dates={preview.dates}
        columns={used}
        flows={(flows.data ?? []).filter(flow => flow.live)}
        onChange={setOptions}
      />
      {preview.missing && (
        <p class="notice" data-tone="warn">
          {preview.missing}
        </p>
      )}
      <ImportSteps
        key={JSON.stringify([used, options])}
        kind={kind}
        file={file.name}
        parts={parts}
        columns={used}
        options={{ ...options, dates: preview.dates }}
        ready={preview.missing === null}
        firstProblems={preview.problems}
      />
    </>
  )
}

interface PreviewInput {
  readonly kind: ImportKind
  readonly file: OpenedFile
  readonly options: ImportOptions
  readonly columns: readonly (string | null)[] | null
}

/** The preview of these choices; the one before stays until it is there. */
function usePreview({ kind, file, options, columns }: PreviewInput) {
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [error, setError] = useState<unknown>(null)
  const asked = useRef(0)
  useEffect(() => {
    asked.current += 1
    const mine = asked.current
    const [part] = partsOf({ ...file.split, records: file.split.records.slice(0, PREVIEWED) })
    const request: PreviewImportRequest = { kind, csv: part?.csv ?? '', options, ...(columns && { columns }) }
    post<ImportPreview>('/imports/preview', request).then(
      found => mine === asked.current && setPreview(found),
      (failed: unknown) => mine === asked.current && setError(failed instanceof RequestFailed ? failed : true),
    )
  }, [kind, file, options, columns])
  return { preview, error }
}
