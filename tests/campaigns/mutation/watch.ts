/** The thread that ends a judging process whose tests take out of all proportion. */
import { workerData } from 'node:worker_threads'

const LOOK_MS = 200
const until = workerData as Float64Array

setInterval(() => {
  const { user, system } = process.cpuUsage()
  if (user + system > (until[0] ?? 0)) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS)
