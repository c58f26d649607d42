/**
 * From a fresh clone to the right Node, without another step.
 *
 * Plain JavaScript for Node 20 and newer, without dependencies: it runs before anything is installed.
 *  1. What package-lock.json names is installed by `npm ci` when node_modules does not hold it.
 *  2. The work continues under the Node that package.json pins (npm package node-linux-<arch>), never
 *     silently under an older one: that would fail later and elsewhere, on a file in TypeScript.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * Of the server and of what measures it: room for young objects, which nearly all of a request's are. With
 * V8's own 16 MiB they are copied about more often than they live (measured: a fifth of the processor time).
 */
export const SERVER_FLAGS = ['--max-semi-space-size=64']

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const MODULES = join(ROOT, 'node_modules')
const STAMP = join(MODULES, '.kelisim-lock')
const REPORT_EVERY_MS = 10_000
const NPM_OUTPUT_LINES = 30

/**
 * Installs when needed and answers with the path of the Node to use.
 * @returns {Promise<string>}
 */
export async function prepare() {
  if (!isInstalled()) await underLock('install', installOnce)
  linkCommand()
  return pinnedNode()
}

/** Does nothing under the pinned Node with everything installed; otherwise starts this script again there. */
export async function underPinnedNode(scriptUrl) {
  const node = await prepare()
  if (isRightVersion(process.versions.node)) return
  if (process.env.KELISIM_HANDED_OVER !== undefined) {
    fail(`couldn't leave Node ${process.versions.node}: ${node} is not Node ${pinnedVersion()}`)
  }
  const env = { ...environment(), KELISIM_HANDED_OVER: '1' }
  await become(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], env)
}

/**
 * This process becomes `node …`. The pinned Node can replace itself (execve): signals and the exit code need
 * no messenger then, and no parent can die first. Older ones start a child and pass everything on.
 */
export async function become(node, parameters, env) {
  if (typeof process.execve === 'function') process.execve(node, [node, ...parameters], env)
  process.exit(await runToEnd(node, parameters, { env }))
}

/** Runs a command with our terminal and answers with its exit code, as a shell would count it. */
export function runToEnd(command, parameters, options = {}) {
  const child = spawn(command, parameters, { stdio: 'inherit', cwd: process.cwd(), ...options })
  const pass = (signal) => child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return new Promise((done) => {
    const end = (code) => {
      for (const signal of signals) process.off(signal, pass)
      done(code)
    }
    child.on('error', (error) => {
      process.stderr.write(`couldn't run ${command}: ${error.message}\n`)
      end(127)
    })
    child.on('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]))
  })
}

/** With the pinned Node and the installed tools first on the path, for every child. */
export function environment() {
  const path = [join(MODULES, '.bin'), process.env.PATH].join(delimiter)
  return { ...process.env, PATH: path }
}

/** Compiled code is kept between starts: the second start is faster. */
export function environmentOfServer() {
  const data = resolve(process.env.KELISIM_DATA ?? join(ROOT, '.data'))
  return { NODE_COMPILE_CACHE: join(data, 'compile-cache'), ...environment() }
}

/** @returns {never} */
export function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function manifest() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
}

function pinnedPackage() {
  return `node-${process.platform}-${process.arch}`
}

function pinnedVersion() {
  return manifest().optionalDependencies[pinnedPackage()]
}

/** The pinned version; where none is pinned (another platform, own image) one that devEngines allows. */
function isRightVersion(version) {
  if (version === pinnedVersion() && process.execPath.startsWith(MODULES)) return true
  return !existsSync(join(MODULES, pinnedPackage(), 'bin', 'node')) && isAllowed(version)
}

/** `^24.15.0` is all we ever write there: the same major, not older. */
function isAllowed(version) {
  const range = manifest().devEngines.runtime.version
  const [major, minor, patch] = range.replace('^', '').split('.').map(Number)
  const [ourMajor, ourMinor, ourPatch] = version.split('.').map(Number)
  if (ourMajor !== major) return false
  return ourMinor > minor || (ourMinor === minor && ourPatch >= patch)
}

/** @returns {string} */
function pinnedNode() {
  const path = join(MODULES, pinnedPackage(), 'bin', 'node')
  if (existsSync(path)) return path
  if (isAllowed(process.versions.node)) return process.execPath
  const range = manifest().devEngines.runtime.version
  if (pinnedVersion() === undefined) {
    return fail(
      `Kelisim brings its own Node for Linux on x64 and arm64. Here (${process.platform}, ${process.arch}) ` +
        `start it with Node ${range}; this is ${process.versions.node}.`,
    )
  }
  return fail(
    `couldn't find ${path}: the optional dependencies were left out. Install them (npm ci without ` +
      `--omit=optional), or start with Node ${range}; this is ${process.versions.node}.`,
  )
}

function lockText() {
  return readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
}

function lockHash() {
  return createHash('sha256').update(lockText()).digest('hex')
}

function isInstalled() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash()) return true
  // Installed by hand: npm's own record, written last of all, says whether it is what the lock names.
  const record = join(MODULES, '.package-lock.json')
  if (
    !existsSync(record) ||
    !isSame(JSON.parse(lockText()), JSON.parse(readFileSync(record, 'utf8')))
  ) {
    return false
  }
  writeFileSync(STAMP, lockHash())
  return true
}

/** Optional packages of other platforms are rightly absent; everything else must be there, unchanged. */
function isSame(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '')
  const have = installed.packages
  const isStranger = Object.keys(have).some((path) => lock.packages[path] === undefined)
  if (isStranger) return false
  return wanted.every(([path, entry]) => {
    const found = have[path]
    if (found === undefined) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

async function installOnce() {
  // Another process may have done it while we waited for the lock.
  if (isInstalled()) return
  process.stderr.write('Installing what package-lock.json names (once; a minute or two) …\n')
  const begun = Date.now()
  const seconds = () => Math.round((Date.now() - begun) / 1000)
  const progress = setInterval(() => {
    process.stderr.write(`  … still installing, ${seconds()} s\n`)
  }, REPORT_EVERY_MS)
  const { code, output } = await npmInstall()
  clearInterval(progress)
  if (code !== 0) {
    fail(`couldn't install the dependencies (npm ci ended with ${code}):\n${output}`)
  }
  writeFileSync(STAMP, lockHash())
  process.stderr.write(`Installed in ${seconds()} s.\n`)
}

function npmInstall() {
  // Inside an npm script the very same npm is named; elsewhere it is on the path.
  const script = process.env.npm_execpath
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script)
  const [command, first] = isNpm ? [process.execPath, [script]] : ['npm', []]
  const child = spawn(command, [...first, 'ci'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = (output + chunk).split('\n').slice(-NPM_OUTPUT_LINES).join('\n')
    })
  }
  return new Promise((done) => {
    child.on('error', (error) => done({ code: 127, output: error.message }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

/** npm links the commands of dependencies, not of the project itself; `npx kelisim` looks here first. */
function linkCommand() {
  const link = join(MODULES, '.bin', 'kelisim')
  if (existsSync(link)) return
  try {
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync('../../scripts/kelisim.mjs', link)
  } catch {
    // Only a convenience: a read-only node_modules still has `npm exec` and `node scripts/kelisim.mjs`.
  }
}

/** One process at a time; the kernel frees an abstract socket when its holder dies. */
async function underLock(name, task) {
  const id = createHash('sha256').update(`${ROOT} ${name}`).digest('hex')
  // Other systems than Linux know no abstract sockets; there two first starts at once are the user's risk.
  const holder = process.platform === 'linux' ? await holdLock(`\0kelisim-${id}`) : undefined
  try {
    return await task()
  } finally {
    holder?.close()
  }
}

async function holdLock(path) {
  for (;;) {
    const server = createServer((connection) => connection.destroy())
    const isHeld = await new Promise((done) => {
      server.once('error', () => done(false))
      server.listen(path, () => done(true))
    })
    if (isHeld) return server
    await sleep(200)
  }
}
