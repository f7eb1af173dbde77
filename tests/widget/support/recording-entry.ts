import type { EntryModule, MountRequest } from '#widget/page-host.ts'

// Stands in for the entry module, which the loader imports by its address.

/** What the loader asked for, in order. */
export const requests: MountRequest[] = []

export const mount: EntryModule['mount'] = request => {
  requests.push(request)
  return () => request.onClose?.()
}

export const resend: EntryModule['resend'] = () => {}
