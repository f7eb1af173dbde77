/** On a phone the on-screen keyboard covers what is fixed to the page: keeps a sheet within what can be seen. Gives back how to stop. */
export function fitAboveKeyboard(sheet: HTMLElement): () => void {
  const { visualViewport } = window
  const narrow = matchMedia('(max-width: 480px)')
  const fit = () => {
    const seen = narrow.matches ? visualViewport : null
    sheet.style.height = seen ? `${seen.height}px` : ''
    sheet.style.translate = seen ? `0 ${seen.offsetTop}px` : ''
  }
  visualViewport?.addEventListener('resize', fit)
  visualViewport?.addEventListener('scroll', fit)
  return () => {
    visualViewport?.removeEventListener('resize', fit)
    visualViewport?.removeEventListener('scroll', fit)
  }
}
