// Bundles GraphiQL and the workers of its editor into web/dist, so that the pages need nothing from the internet.
import { rmSync, statSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')

const missing = ['esbuild', 'graphiql', 'react', 'react-dom'].filter((name) => !has(name))
if (missing.length > 0) {
  console.warn(
    `web: ${missing.join(', ')} not installed, so GraphiQL is not bundled; the server works without it. ` +
      'Install with development packages to have it.',
  )
} else await bundle()

async function bundle() {
  const started = performance.now()
  const { build } = await import('esbuild')
  rmSync(dist, { recursive: true, force: true })
  await build({
    entryPoints: {
      graphiql: join(here, 'graphiql.js'),
      'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
      'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
      'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    },
    outdir: dist,
    absWorkingDir: dirname(here),
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022'],
    minify: true,
    legalComments: 'none',
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.ttf': 'file', '.woff2': 'file' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  const files = readdirSync(dist)
  for (const file of files.filter((name) => /\.(js|css)$/.test(name)))
    writeFileSync(join(dist, `${file}.gz`), gzipSync(readFileSync(join(dist, file))))
  const bytes = files.reduce((sum, file) => sum + statSync(join(dist, file)).size, 0)
  console.log(`web: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function has(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}
