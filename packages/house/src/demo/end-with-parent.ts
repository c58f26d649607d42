/**
 * Loaded before a demo lender: ends its process when the one that started it is gone, however it went.
 *
 * A parent killed by SIGKILL stops nobody, but its end of the pipe closes.
 */
process.stdin.once('close', () => process.exit())
process.stdin.once('end', () => process.exit())
process.stdin.resume()
// The pipe alone keeps no lender alive that wants to stop.
if ('unref' in process.stdin) process.stdin.unref()
