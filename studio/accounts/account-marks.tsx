/** What is worth knowing of an account at a glance. */
export function Marks({ committee, priority }: { readonly committee: boolean; readonly priority: boolean }) {
  return (
    <>
      {priority && (
        <span class="tag" data-tone="accent" title="On the priority list">
          Priority
        </span>
      )}
      {committee && (
        <span class="tag" data-tone="good" title="Several people came lately">
          Committee
        </span>
      )}
    </>
  )
}
