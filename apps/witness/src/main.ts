/** Starts a witness; stops on SIGTERM or SIGINT. Settings: see config.ts. */
import { readConfig } from './config.ts'
import { startWitness } from './witness.ts'

const read = readConfig(process.env)
if ('faults' in read) {
  process.stderr.write(
    `The start is refused:\n${read.faults.map((one) => `  - ${one}\n`).join('')}`,
  )
  process.exitCode = 1
} else {
  const witness = await startWitness(read.config)
  const keys = witness.vkeys.map((vkey) => `  ${vkey}\n`).join('')
  process.stdout.write(`${read.config.name} listens on ${witness.url}\n${keys}`)
  const stop = () => void witness[Symbol.asyncDispose]()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
