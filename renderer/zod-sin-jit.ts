import { z } from 'zod';

// Must be evaluated before any schema is made: zod's compiled parsers need `eval`, which our CSP refuses.
z.config({ jitless: true });
