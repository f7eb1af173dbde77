/** 128 random bits as text of up to 43 ASCII characters (under 16 only in theory): ids of visitors, events and requests. Works on pages without https too. */
export function randomId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

export function device(): 'mobile' | 'desktop' {
  return innerWidth < 640 ? 'mobile' : 'desktop'
}
