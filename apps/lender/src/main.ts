/** Starts one simulated lender; stops on SIGTERM or SIGINT. Settings: see config.ts. */
import { readConfig } from './config.ts'
import { startLender } from './lender.ts'

const config = readConfig(process.env, process.argv.slice(2))
const lender = await startLender(config)
process.stdout.write(`${config.name} (${config.id}) listens on ${lender.url}\n`)

let isStopping = false
function stop(): void {
  if (isStopping) return
  isStopping = true
  void lender.stop()
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
