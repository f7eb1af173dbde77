/** The site's theme, in every panel of the page: what is put in it shows at once, everywhere. */
export const themeSheet = new CSSStyleSheet()
