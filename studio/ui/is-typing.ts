/** Where keys belong to what is filled in or chosen there: not only fields, also the buttons of a form and of a menu. */
const OWN_KEYS = 'input, textarea, select, dialog, form, [popover], [role=menu], [contenteditable]'

/** Whether a pressed key is meant for a form, a menu or a dialog, so that the page's single-letter keys stay out of it. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest(OWN_KEYS) !== null
}
