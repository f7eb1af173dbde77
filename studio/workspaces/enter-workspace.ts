import { post } from '../api.ts'
import { fail } from '../ui/toast.tsx'

/** Goes to another workspace with a page loaded anew, so that nothing of this one stays in it. */
export async function enterWorkspace(id: string, path = '/studio/leads'): Promise<void> {
  try {
    await post(`/workspaces/${id}/enter`)
    location.assign(path)
  } catch (error) {
    fail(error)
  }
}
