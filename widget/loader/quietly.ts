/** Where something is blocked or the browser too old, the page goes on without us. */
export function quietly(act: () => void): void {
  try {
    act()
  } catch {}
}
