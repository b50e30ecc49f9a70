import type { Base } from '../open-database.ts';

/** A post of the room. `huella` is the SHA-256 of its secret, which the station does not keep. */
export type PuestoGuardado = { readonly id: string; readonly nombre: string; readonly hora: string; readonly revocado: boolean };
type Fila = { id: string; nombre: string; hora: string; revocado: number };
const aPuesto = (f: Fila | undefined): PuestoGuardado | null => (f === undefined ? null : { ...f, revocado: f.revocado === 1 });

/** Posts that were ever paired with this station. */
export const crearRepositorioPuestos = (base: Base) => {
  const porId = base.prepare<[string], Fila>('select id, nombre, hora, revocado from puesto where id = ?');
  const porHuella = base.prepare<[string], Fila>('select id, nombre, hora, revocado from puesto where huella = ?');
  const todos = base.prepare<[], Fila>('select id, nombre, hora, revocado from puesto order by hora');
  return {
    porId: (id: string): PuestoGuardado | null => aPuesto(porId.get(id)),
    porHuella: (huella: string): PuestoGuardado | null => aPuesto(porHuella.get(huella)),
    todos: (): PuestoGuardado[] => todos.all().flatMap((f) => aPuesto(f) ?? []),
  };
};
export type RepositorioPuestos = ReturnType<typeof crearRepositorioPuestos>;
