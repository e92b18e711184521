/** Our icons: paths in a 16 × 16 box, 1.5 px strokes; those of `filled` are filled too. The same for pages and screens. */
export const icons = {
  logo: ['M4 2v12M7.5 4H13M7.5 12h3.5', 'M7.5 8H13M7.5 7.4H13M7.5 8.6H13'],
  new: ['M8 5.25a2.75 2.75 0 1 1 0 5.5 2.75 2.75 0 0 1 0-5.5z'],
  seen: ['M8 4.750a3.25 3.25 0 1 1 0 6.500 3.250 3.250 0 0 1 0-6.500z'],
  skipped: ['M8 4.750a3.25 3.25 0 1 1 0 6.500 3.250 3.250 0 0 1 0-6.500z', 'M3.5 12.5l9-9'],
  saved: ['M4.5 2.5h7v11L8 10.4l-3.5 3.1z'],
  noted: ['M3.5 2.5v11M3 2.5v11', 'M7 4.5h6M7 8h6M7 11.5h3.5'],
  missing: ['M5 3H2.5v10H5M11 3h2.5v10H11M5.5 8h5'],
  comment: ['M2.5 3.5h11v7.5H7.5L4.5 13.5V11h-2z'],
  trash: ['M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4'],
  copy: ['M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'],
  link: [
    'M6.500 9.500l3-3M7 4.500l1.300-1.300a3.182 3.182 0 0 1 4.500 4.500L11.500 9M9 11.500l-1.300 1.300a3.182 3.182 0 0 1-4.500-4.500L4.500 7',
  ],
  tag: ['M2.5 2.500h5l6 6-5 5-6-6z', 'M5.400 5.400v.01'],
  edit: ['M3 13l.6-2.8 7.100-7.100 2.200 2.200L5.800 12.400z', 'M9.200 4.600l2.200 2.200'],
  close: ['m4 4 8 8M12 4l-8 8'],
  check: ['m3.5 8.5 3 3 6-7'],
  search: ['M7 2.75a4.25 4.25 0 1 1 0 8.5 4.25 4.25 0 0 1 0-8.5z', 'm10.2 10.2 3.3 3.3'],
  export: ['M8 2.5v7.500M4.8 7 8 10.200 11.200 7M2.5 11v2.500h11V11'],
  import: ['M8 10.200V2.500M4.800 5.700 8 2.500 11.200 5.700M2.5 11v2.500h11V11'],
  paste: ['M5.5 3.500h-2v10h9v-10h-2', 'M5.5 2h5v3h-5z'],
  library: ['M3 2.500v11M6 2.500v11M9 3l4 10.200'],
  panel: ['M2.5 3h11v10h-11z', 'M9.500 3v10M11.300 5.800h.4M11.300 8h.4'],
  options: [
    'M2.5 5h5M12.500 5h1M2.5 11h1M8.500 11h5',
    'M10 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
    'M6 9a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  ],
  table: ['M2.5 3h11v10h-11z', 'M2.5 6.300h11M2.5 9.700h11M6.500 6.300V13'],
  grip: ['M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01'],
  up: ['m4.5 9.5 3.5-3.5 3.5 3.5'],
  down: ['m4.5 6.5 3.5 3.5 3.5-3.5'],
  warn: ['M8 2.500 14.500 13.500h-13z', 'M8 6.500v3.500M8 11.900v.01'],
} as const

export type IconName = keyof typeof icons

/** Icons whose shapes are filled. */
export const filled: ReadonlySet<IconName> = new Set(['new', 'saved'])
