import type { Migracion } from '../migrate.ts';

const PAPELES = `
-- Whose the paper turned out to be, once its image was identified.
alter table sin_identificar add column acta text references acta (clave);
`;

/** Papers without a name that got one. */
export const papeles: Migracion = { version: 8, nombre: 'papeles', up: (base) => void base.exec(PAPELES) };
