import { z } from 'zod';

/** What failed, for a screen: a code of shared/errors and what its sentence needs. */
export const fallaSchema = z.object({ codigo: z.string(), parametros: z.record(z.string(), z.union([z.string(), z.number()])) });
