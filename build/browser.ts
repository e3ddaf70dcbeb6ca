import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { compile } from 'sass'
import { drawIcon } from './draw-icon.ts'
import { projectFolder } from './fingerprint.ts'

const assets = join(projectFolder, 'dist', 'public', 'assets')
const modules = join(projectFolder, 'node_modules')

/** The logical names pages ask for (`styles.css`, `map.js`) and the hashed files that answer. */
type Manifest = Record<string, string>

/**
 * Makes everything a browser loads: the design systems' own fonts and images, our style sheet and one script for
 * each file of `browser/`. Names carry a hash of the content, so they may be cached for ever.
 */
export async function buildBrowser(): Promise<void> {
  mkdirSync(assets, { recursive: true })
  const kept = copyDesignSystemFiles()
  const served = readManifest()
  const manifest: Manifest = { ...buildStyles(), ...(await drawIcons()), ...(await buildScripts()) }
  writeFileSync(join(assets, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  // A server that is running goes on serving the files it was started with.
  const current = new Set(['manifest.json', ...kept, ...Object.values(served), ...Object.values(manifest)])
  for (const name of readdirSync(assets)) {
    const madeFor = name.replace(/\.map$/, '')
    if (!current.has(name) && !current.has(madeFor)) rmSync(join(assets, name), { recursive: true })
  }
}

/** The files of the build before this one; none the first time. */
function readManifest(): Manifest {
  const file = join(assets, 'manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()
}

function copyDesignSystemFiles(): string[] {
  const govuk = join(modules, 'govuk-frontend', 'dist', 'govuk', 'assets')
  cpSync(join(govuk, 'images'), join(assets, 'images'), { recursive: true })
  cpSync(join(govuk, 'fonts'), join(assets, 'fonts'), { recursive: true })
  cpSync(join(govuk, 'manifest.json'), join(assets, 'site.webmanifest'))
  const moj = join(modules, '@ministryofjustice', 'frontend', 'moj', 'assets')
  cpSync(join(moj, 'images'), join(assets, 'images'), { recursive: true })
  // MapLibre looks for its worker by this name beside the script that uses it.
  const worker = 'maplibre-gl-worker.mjs'
  cpSync(join(modules, 'maplibre-gl', 'dist', worker), join(assets, worker))
  cpSync(join(projectFolder, 'browser', 'icon.svg'), join(assets, 'icon.svg'))
  return ['images', 'fonts', 'site.webmanifest', worker, 'icon.svg']
}

function buildStyles(): Manifest {
  const source = join(projectFolder, 'browser', 'styles.scss')
  if (!existsSync(source)) return {}
  const { css } = compile(source, {
    loadPaths: [modules, projectFolder],
    style: 'compressed',
    quietDeps: true,
  })
  const name = `styles-${hashOf(css)}.css`
  writeFileSync(join(assets, name), css)
  return { 'styles.css': name }
}

/** Sizes that browsers ask for where a page is installed. */
async function drawIcons(): Promise<Manifest> {
  const svg = readFileSync(join(projectFolder, 'browser', 'icon.svg'), 'utf8')
  const manifest: Manifest = {}
  for (const size of [192, 512]) {
    const picture = await drawIcon(svg, size)
    const name = `icon-${size}-${hashOf(picture)}.png`
    writeFileSync(join(assets, name), picture)
    manifest[`icon-${size}.png`] = name
  }
  return manifest
}

async function buildScripts(): Promise<Manifest> {
  const entryPoints = globSync('browser/*.ts', { cwd: projectFolder }).filter(
    (file) => !/\.(test|d)\.ts$/.test(file),
  )
  if (entryPoints.length === 0) return {}
  const { metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints,
    outdir: assets,
    entryNames: '[name]-[hash]',
    bundle: true,
    platform: 'browser',
    target: 'es2020',
    format: 'esm',
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  })
  const manifest: Manifest = {}
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === undefined) continue
    const entry = basename(output.entryPoint, '.ts')
    manifest[`${entry}.js`] = basename(file)
    if (output.cssBundle !== undefined) manifest[`${entry}.css`] = basename(output.cssBundle)
  }
  return manifest
}
