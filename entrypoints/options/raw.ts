import { drafts } from '@/lib/settings'
import { rawFile } from '@/lib/snapshot'

/** Everything that is stored and what is half-typed as one file, read past the library, for who cannot open that. */
export const raw = async (): Promise<Blob> => await rawFile('papermargin', { drafts: await drafts.all() })
