/** One writer in a process of its own, killed at its n-th call: `alone.ts <writer> <folder> <n>`. */
import { failAt, install } from './failing-disk.ts'

install()
const { WRITERS } = await import('./writers.ts')
const [place, folder = '', at] = process.argv.slice(2)
failAt(Number(at), 'SIGKILL')
await WRITERS[Number(place)]?.write(folder)
