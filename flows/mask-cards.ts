/**
 * Text with payment card numbers masked but for their last four digits: runs of 13 to 19 digits, alone or in groups parted by
 * one blank, dash or dot, that pass the Luhn check. What follows a `+` is a phone number and stays. Masking twice changes nothing.
 */
export function maskCards(text: string): string {
  return text.replace(RUN, run => {
    const digits = run.replace(/\D/g, '')
    return digits.length >= 13 && digits.length <= 19 && isLuhn(digits) ? `•••• ${digits.slice(-4)}` : run
  })
}

// Digits of every script that NFKC makes plain would need a copy of the text; people type card numbers in plain ones.
const RUN = /(?<![\d+]|\+[\d .-]{1,24})\d(?:[ .\-\u00a0]?\d){12,}/g

/** The check digit of ISO/IEC 7812-1, annex B. All zeros pass it and are no card. */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum > 0 && sum % 10 === 0
}
