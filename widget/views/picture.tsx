import type { Picture as Shown } from '#flows/flow.ts'
import { safeUrl } from '../safe-url.ts'

/** A picture whose place is kept before it comes: nothing moves when it does, or when it never does. */
export function Picture({ image }: { readonly image: Shown | undefined }) {
  const url = safeUrl(image?.url)
  if (!image || !url) return null
  const { alt, width, height } = image
  return <img class="picture" src={url} alt={alt} width={width} height={height} decoding="async" />
}
