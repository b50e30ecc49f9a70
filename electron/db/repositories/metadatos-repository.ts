import type { Base } from '../open-database.ts';

/** Keys of the table `metadatos`. */
export type ClaveMetadato = 'epoca' | 'estacion' | 'catd' | 'paquete';

/** What a database must know of itself before its journal is read. */
export const crearRepositorioMetadatos = (base: Base) => {
  const leer = base.prepare<[string], string>('select valor from metadatos where clave = ?').pluck();
  const poner = base.prepare<[string, string]>('insert into metadatos (clave, valor) values (?, ?)');
  return {
    leer: (clave: ClaveMetadato): string | null => leer.get(clave) ?? null,
    /** Once only: a second writing of the same key fails. */
    poner: (clave: ClaveMetadato, valor: string): void => void poner.run(clave, valor),
  };
};
