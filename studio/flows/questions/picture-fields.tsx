import type { AskStep, Picture, SayStep } from '#flows/flow.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeStep } from '../edit/edit-steps.ts'
import { useFlow } from '../editor/editor-context.ts'

/** A picture beside what a step says. Its size is kept free before it loads, so that nothing moves. */
export function PictureFields({ step }: { readonly step: AskStep | SayStep }) {
  const { editFlow } = useFlow()
  const { image } = step
  const set = (next: Picture | undefined) =>
    editFlow(flow => changeStep(flow, step, { image: next } as Partial<AskStep & SayStep>), `${step.id}.image`)
  if (!image) {
    return (
      <div>
        <button
          type="button"
          class="button"
          data-look="plain"
          data-size="small"
          onClick={() => set({ url: 'https://', alt: '', width: 640, height: 360 })}
        >
          Add a picture
        </button>
      </div>
    )
  }
  const measure = async (url: string) => {
    const size = await sizeOf(url)
    if (size) set({ ...image, url, ...size })
  }
  return (
    <fieldset class="picture-fields">
      <legend class="label">Picture</legend>
      <TextField
        label="Address"
        type="url"
        hint="A full https:// address. Its size is read from the picture."
        value={image.url}
        onText={url => {
          set({ ...image, url })
          void measure(url)
        }}
      />
      <TextField
        label="What it shows"
        hint="Read out to those who cannot see it. Empty when it is decoration."
        value={image.alt}
        maxLength={200}
        onText={alt => set({ ...image, alt })}
      />
      <div class="row">
        <NumberField
          label="Width"
          unit="px"
          min={1}
          max={10_000}
          value={image.width}
          onNumber={width => width !== null && set({ ...image, width })}
        />
        <NumberField
          label="Height"
          unit="px"
          min={1}
          max={10_000}
          value={image.height}
          onNumber={height => height !== null && set({ ...image, height })}
        />
      </div>
      <div>
        <button type="button" class="button" data-look="plain" data-size="small" onClick={() => set(undefined)}>
          Remove the picture
        </button>
      </div>
    </fieldset>
  )
}

/** The size of a picture in pixels; undefined while there is none at that address. */
async function sizeOf(url: string): Promise<{ width: number; height: number } | undefined> {
  if (!/^https:\/\/[^/]+\/./.test(url)) return
  const probe = new Image()
  probe.referrerPolicy = 'no-referrer'
  probe.src = url
  try {
    await probe.decode()
  } catch {
    return // not there yet, or no picture
  }
  return { width: probe.naturalWidth, height: probe.naturalHeight }
}
