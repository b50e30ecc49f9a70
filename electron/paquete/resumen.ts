import type { Paquete } from '#shared/domain/paquete.ts';
import type { Aviso } from './prep-catalogo.ts';

const EJEMPLOS = 3;

const contar = <T>(lista: readonly T[], por: (t: T) => string): string => {
  const cuenta = new Map<string, number>();
  for (const t of lista) cuenta.set(por(t), (cuenta.get(por(t)) ?? 0) + 1);
  return [...cuenta].sort(([a], [b]) => (a < b ? -1 : 1)).map(([clave, n]) => `${clave} ${n}`).join(', ');
};

/** `1 acta`, `12 actas`. */
const cuantas = (n: number, nombre: string): string => `${n} ${nombre}${n === 1 ? '' : 's'}`;

/** What a package holds, for the person who made it or received it. */
export const resumenPaquete = (p: Paquete): string => {
  const elecciones = p.elecciones.map((e) => {
    const actas = p.actas.filter((a) => a.eleccion === e.id);
    const boletas = new Set(Object.values(e.boletas).map((b) => b.join())).size;
    const candidaturas = p.candidaturas.filter((c) => c.eleccion === e.id).length;
    const partes = [cuantas(actas.length, 'acta'), `${cuantas(e.columnas.length, 'columna')} de voto`, ...(boletas > 0 ? [boletas === 1 ? '1 boleta' : `${boletas} boletas distintas`] : []), cuantas(candidaturas, 'candidatura')];
    return `  ${e.id}  ${e.titulo}: ${partes.join(', ')}`;
  });
  return [
    `${p.nombre} (${p.id}), ${p.modo}`,
    `  entidad ${p.entidad.id} ${p.entidad.nombre}; operación de ${p.ventana.inicio} a ${p.ventana.fin}; formato ${p.formatoCsv}`,
    `  ${cuantas(p.casillas.length, 'casilla')} (${contar(p.casillas, (c) => c.tipo)}); ${cuantas(p.actas.length, 'acta')}; por CATD: ${contar(p.casillas, (c) => c.catd)}`,
    ...elecciones,
    `  ${cuantas(p.usuarios.length, 'persona')} (${contar(p.usuarios.flatMap((u) => u.roles), (r) => r)})`,
    '',
  ].join('\n');
};

/** What of the source did not pass as it was, grouped, with some examples. */
export const resumenAvisos = (avisos: readonly Aviso[]): string => {
  const grupos = new Map<string, Aviso[]>();
  for (const aviso of avisos) {
    const grupo = `${aviso.clase === 'omitido' ? 'No entró al paquete' : 'Entró corregido'}: ${aviso.detalle}`;
    grupos.set(grupo, [...(grupos.get(grupo) ?? []), aviso]);
  }
  return [...grupos].map(([grupo, lista]) => {
    const ejemplos = lista.slice(0, EJEMPLOS).map((a) => a.clave).join(', ');
    return `  ${grupo} (${lista.length}): ${ejemplos}${lista.length > EJEMPLOS ? ', …' : ''}\n`;
  }).join('');
};
