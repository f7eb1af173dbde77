import { expect, test } from 'vitest'
import { PASSWORD_LENGTH } from '#server/auth/password-rules.ts'
import { MIN_PASSWORD } from '#studio/sign-in/new-password-field.tsx'

test('the studio asks for as long a password as the server', () => {
  expect(MIN_PASSWORD).toBe(PASSWORD_LENGTH.min)
})
