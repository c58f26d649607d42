/** The thread that ends a judging process whose tests take out of all proportion. */
import { workerData } from 'node:worker_threads'

const LOOK_MS = 200
const until = workerData as Float64Array

setInterval(() => {
  const { user, system } = process.cpuUsage()
  const isOver = user + system > (until[0] ?? 0) || Date.now() > (until[1] ?? 0)
  if (isOver) process.kill(process.pid, 'SIGKILL')
}, LOOK_MS)
