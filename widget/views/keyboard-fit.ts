/** On a phone the on-screen keyboard covers what is fixed to the page: keeps a sheet within what can be seen. Gives back how to stop. */
export function fitAboveKeyboard(sheet: HTMLElement): () => void {
  const { visualViewport } = window
  const narrow = matchMedia('(max-width: 480px)')
  const adjust = () => {
    // Of a page that was zoomed in, only a part can be seen: the sheet stays as it is.
    const seen = narrow.matches && visualViewport && visualViewport.scale < 1.01 ? visualViewport : null
    sheet.style.height = seen ? `${seen.height}px` : ''
    sheet.style.translate = seen ? `0 ${seen.offsetTop}px` : ''
  }
  // The keyboard may have been there first.
  if (visualViewport && visualViewport.height < innerHeight) adjust()
  visualViewport?.addEventListener('resize', adjust)
  visualViewport?.addEventListener('scroll', adjust)
  return () => {
    visualViewport?.removeEventListener('resize', adjust)
    visualViewport?.removeEventListener('scroll', adjust)
  }
}
