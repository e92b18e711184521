/** What the tests use of web-ext, which brings no types. */
declare module 'web-ext' {
  interface Finding {
    code: string
    message: string
    file: string
    /** From 1 on, as are columns; none where a finding is about the whole file. */
    line?: number
    column: number
  }
  const webExt: {
    cmd: {
      lint(
        settings: { sourceDir: string; output: 'none' },
        options: { shouldExitProgram: false },
      ): Promise<Record<'errors' | 'notices' | 'warnings', Finding[]>>
    }
  }
  export default webExt
}
