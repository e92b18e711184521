import path from 'node:path'
import { build, type InlineConfig } from 'vite'
import { root } from './run.ts'

/** A script to be run in a page of a browser, by its file in the project, as one text; what it exports is the global `name`. */
export async function bundled(
  file: string,
  name: string,
  config: Pick<InlineConfig, 'plugins' | 'resolve'> = {},
): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@': root } },
    ...config,
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(root, file), formats: ['iife'], name },
      rollupOptions: { output: { codeSplitting: false } },
    },
  })
  const [made] = Array.isArray(result) ? result : [result]
  const chunk = made && 'output' in made ? made.output[0] : undefined
  if (!chunk) throw new Error(`The script ${file} was not built.`)
  return chunk.code
}
