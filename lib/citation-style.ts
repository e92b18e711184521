/** The ways in which a paper is cited: on one line as lib/cite.ts has it, or as one of the manuals asks for. */
export const citationStyles = ['short', 'apa', 'mla', 'chicago', 'ieee', 'bibtex'] as const
export type CitationStyle = (typeof citationStyles)[number]

/** The style as it was stored; the first where that is none. */
export const styleOf = (stored: unknown): CitationStyle => citationStyles.find((style) => style === stored) ?? 'short'
