import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ASENTADO, type ColumnaVoto, type Eleccion } from '#shared/domain/eleccion.ts';
import { plantillaPara, type Rect } from '#shared/domain/plantilla.ts';

export type FotoReal = { readonly archivo: string; readonly campos: readonly { readonly clave: string; readonly numero: readonly Rect[]; readonly valor: number }[] };

/** The real acta, with what its people wrote, where it lies beside the checkout; null elsewhere. It is no part of the project. */
export const fotoReal = (): FotoReal | null => {
  const base = fileURLToPath(new URL('../../../shared/data/acta/acta_A02_muestra', import.meta.url));
  if (!existsSync(`${base}.jpg`)) return null;
  const dicho = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as { votos: Record<string, number>; total_asentado: number };
  const columnas = Object.keys(dicho.votos).flatMap((clave): ColumnaVoto[] => {
    if (clave === 'NO_REGISTRADAS' || clave === 'NULOS') return [];
    const miembros = clave.split('_');
    return [{ clave, clase: miembros.length > 1 ? 'coalicion' : 'partido', nombre: clave, miembros: miembros.length > 1 ? miembros : [] }];
  });
  const eleccion: Eleccion = { id: 'GUB', titulo: 'JEFATURA DE GOBIERNO', ambito: 'entidad', columnas, boletas: {}, maximoBoletasEspecial: 1000 };
  const valores: Record<string, number> = { ...dicho.votos, [ASENTADO]: dicho.total_asentado };
  const { campos } = plantillaPara(eleccion, { distrito: null, municipio: null }, { tipoActa: 'A02' }, 'cdmx-2024');
  return { archivo: `${base}.jpg`, campos: campos.flatMap(({ clave, numero }) => (valores[clave] === undefined ? [] : [{ clave, numero, valor: valores[clave] }])) };
};
