import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createWebhookSecret, isWebhookSecret, signWebhook } from '#server/delivery/sign.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))

/** Another implementation's word on a signed request; it allows a clock five minutes off. */
function isVerified(secret: string, { id, timestamp, signature, body }: Signed): boolean {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

interface Signed {
  readonly id: string
  readonly timestamp: string
  readonly signature: string
  readonly body: string
}

function signNow(secret: string, body: string): Signed {
  const id = '01998a5e-7b1c-7c3e-8a2b-5f2c9d1e0a44'
  const timestamp = Math.floor(Date.now() / 1000)
  return { id, timestamp: String(timestamp), signature: signWebhook({ secret, id, timestamp, body }), body }
}

describe('a webhook signature', () => {
  it('is the one of the published vector', () => {
    const signature = signWebhook({
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
    })
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('of any body and any secret is verified by another implementation', () => {
    const secrets = fc.uint8Array({ minLength: 24, maxLength: 64 })
    const bodies = fc.string({ minLength: 1, unit: 'grapheme' })
    fc.assert(
      fc.property(secrets, bodies, (bytes, body) => {
        const secret = `whsec_${Buffer.from(bytes).toString('base64')}`
        return isVerified(secret, signNow(secret, body))
      }),
      { seed: 41 },
    )
  })

  it('verifies in none of 10,000 requests with one byte flipped', () => {
    const secret = createWebhookSecret(random)
    const signed = signNow(secret, '{"type":"lead.qualified","data":{"lead":{"name":"Zoë","score":87}}}')
    expect(isVerified(secret, signed)).toBe(true)
    const parts = ['id', 'timestamp', 'signature', 'body'] as const
    const flips = fc.record({
      part: fc.constantFrom(...parts),
      place: fc.nat(),
      mask: fc.integer({ min: 1, max: 255 }),
    })
    fc.assert(
      fc.property(flips, ({ part, place, mask }) => {
        // latin1 keeps every byte a character of its own, as headers are read.
        const bytes = Buffer.from(signed[part], part === 'body' ? 'utf8' : 'latin1')
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ mask
        const changed = { ...signed, [part]: bytes.toString(part === 'body' ? 'utf8' : 'latin1') }
        return !isVerified(secret, changed)
      }),
      { numRuns: 10_000, seed: 43 },
    )
  })

  it('is not made with something that is no secret', () => {
    expect(() => signWebhook({ secret: 'hunter2', id: 'a', timestamp: 1, body: '' })).toThrow(TypeError)
  })
})

describe('a webhook secret', () => {
  it('is made of 32 random bytes', () => {
    const secret = createWebhookSecret(count => new Uint8Array(count).fill(7))
    expect(secret).toBe(`whsec_${Buffer.alloc(32, 7).toString('base64')}`)
    expect(isWebhookSecret(secret)).toBe(true)
  })

  it.for([
    [24, true],
    [64, true],
    [23, false],
    [65, false],
    [0, false],
  ] as const)('of %i bytes: valid is %s', ([length, valid]) => {
    expect(isWebhookSecret(`whsec_${Buffer.alloc(length, 1).toString('base64')}`)).toBe(valid)
  })

  it.for([
    '',
    'whsec_',
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS',
    'whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n',
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_',
  ])('is not %j', text => {
    expect(isWebhookSecret(text)).toBe(false)
  })
})
