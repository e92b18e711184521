// The packages bring no types: what is used of them.
declare module '@citation-js/core' {
  export const plugins: {
    config: {
      get(plugin: '@bibtex'): { format: { asciiOnly: boolean; useIdAsLabel: boolean } }
      get(plugin: '@csl'): { styles: { add(name: string, xml: string): void } }
    }
    input: {
      chain(input: unknown, options: { forceType: string; generateGraph: false }): Record<string, unknown>[]
      /** What a parser makes of an input that is told to be of a type. */
      data(input: unknown, type: string): unknown
    }
    output: {
      format(name: string, items: object[], options: { format: 'text' }): string
      format(name: string, items: object[], options: { format: 'object' }): Record<string, unknown>[]
      format(name: 'bibliography', items: object[], options: { format: 'text'; style: string; lang: string }): string
    }
  }
}
declare module '@citation-js/plugin-bibtex'
declare module '@citation-js/plugin-csl'
declare module '@citation-js/plugin-ris'
