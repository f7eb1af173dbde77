/** Characters. Length is what keeps a password; no rules about kinds of characters. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const
