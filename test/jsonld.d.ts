declare module 'jsonld' {
  /** What a document says with every term as an address; `safe` throws where something would be dropped. */
  function expand(
    document: object,
    options: { documentLoader: (url: string) => Promise<object>; safe: boolean },
  ): Promise<object[]>
  export default { expand }
}
