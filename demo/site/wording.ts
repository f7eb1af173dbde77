/** `$12,340`, rounded to whole dollars. */
export function dollars(amount: number): string {
  return `$${wholeNumber(amount)}`
}

/** `12,340`. */
export function wholeNumber(amount: number): string {
  return Math.round(amount).toLocaleString('en-US')
}
