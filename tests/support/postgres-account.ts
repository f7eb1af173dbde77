import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** Who runs the server. Empty when this process may run it itself. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** Postgres refuses to run as root and wants an account with a name: `postgres` where it exists, else `nobody`. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = entries.find(fields => fields[0] === name)
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new Error('Postgres refuses to run as root and this machine has neither a postgres nor a nobody account.')
}

/** Makes the account the owner of a file or folder with all that is in it. */
export async function give(path: string, account: Account): Promise<void> {
  if (account.uid === undefined) return
  await promisify(execFile)('chown', ['-R', `${account.uid}:${account.gid}`, path])
}
