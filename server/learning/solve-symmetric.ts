/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky (A = L·Lᵀ; Golub & Van Loan, Matrix Computations, 4.2).
 * `matrix` holds A row by row, n² numbers, and is not changed. Null when A is not positive definite to working precision.
 */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const factor = factorise(matrix, right.length)
  return factor && substitute(factor, right)
}

function factorise(matrix: Float64Array, size: number): Float64Array | null {
  const lower = Float64Array.from(matrix)
  for (let column = 0; column < size; column++) {
    const pivot = (lower[column * size + column] ?? 0) - dot(lower, column * size, column * size, column)
    if (!(pivot > Number.EPSILON * Math.abs(matrix[column * size + column] ?? 0))) return null
    const root = Math.sqrt(pivot)
    lower[column * size + column] = root
    for (let row = column + 1; row < size; row++) {
      const rest = (lower[row * size + column] ?? 0) - dot(lower, row * size, column * size, column)
      lower[row * size + column] = rest / root
    }
  }
  return lower
}

function substitute(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length
  const half = new Float64Array(size)
  for (let row = 0; row < size; row++) {
    let rest = right[row] ?? 0
    for (let column = 0; column < row; column++) rest -= (lower[row * size + column] ?? 0) * (half[column] ?? 0)
    half[row] = rest / (lower[row * size + row] ?? 0)
  }
  const solved = new Float64Array(size)
  for (let row = size - 1; row >= 0; row--) {
    let rest = half[row] ?? 0
    for (let below = row + 1; below < size; below++) rest -= (lower[below * size + row] ?? 0) * (solved[below] ?? 0)
    solved[row] = rest / (lower[row * size + row] ?? 0)
  }
  return solved
}

/** Of the first `count` numbers of two rows. */
function dot(values: Float64Array, left: number, right: number, count: number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += (values[left + index] ?? 0) * (values[right + index] ?? 0)
  return sum
}

/** Inside the bounds by construction, which the compiler cannot know. */
export function at(values: readonly number[], index: number): number {
  return values[index] ?? 0
}
