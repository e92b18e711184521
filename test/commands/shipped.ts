import { registerHooks } from 'node:module'

/**
 * Loads a file of the extension's own, as it is shipped, into this Node: `shipped('quote')` is lib/quote.ts. They leave out the
 * endings of names that Node asks for.
 */
export async function shipped<T>(name: string): Promise<T> {
  const hooks = registerHooks({
    resolve: (name, context, next) => next(/^\.\.?\/(?!.*\.\w+$)/.test(name) ? `${name}.ts` : name, context),
  })
  try {
    return (await import(`../../lib/${name}.ts`)) as T
  } finally {
    hooks.deregister()
  }
}
