/** Why a form did not go through; read out when it appears. */
export function ProblemLine({ problem }: { readonly problem: string | null }) {
  if (!problem) return null
  return (
    <p class="notice" data-tone="bad" role="alert">
      {problem}
    </p>
  )
}
