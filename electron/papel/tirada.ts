import type { ActaEsperada } from '#shared/domain/acta.ts';
import type { Casilla } from '#shared/domain/casilla.ts';
import type { TipoEleccion } from '#shared/domain/eleccion.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { familiaDe, plantillaPara, type Plantilla } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Valores } from '#shared/domain/valor.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { crearAzar } from './azar.ts';
import { dibujarActa } from './dibujar.ts';
import { danosAlAzar, estropear, type Danos, type NombreDano } from './estropear.ts';
import { estropearValores, type DanoValores } from './estropear-valores.ts';
import { inventarValores } from './inventar.ts';

/** One acta of a print run: everything that decides how its page looks. */
export type HojaTirada = {
  readonly acta: ActaEsperada;
  readonly casilla: Casilla;
  readonly plantilla: Plantilla;
  readonly qr: string;
  /** What is to be captured from it. */
  readonly valores: Valores;
  readonly letra: Readonly<Record<string, string>>;
  readonly numero: Readonly<Record<string, string>>;
  readonly danos: Danos | null;
  readonly semilla: string;
};

export type OpcionesTirada = {
  readonly paquete: Paquete;
  /** What each acta says, by CLAVE_ACTA; without it the figures are invented. Rows SIN ACTA give no page. */
  readonly verdad?: ReadonlyMap<string, FilaPrep> | undefined;
  readonly eleccion?: TipoEleccion | undefined;
  /** How many, taken evenly at random from those there are; all when missing. */
  readonly cuantas?: number | undefined;
  readonly semilla: string;
  readonly danos?: readonly NombreDano[];
  readonly danosValores?: readonly DanoValores[];
};

/** Takes `cuantas` of a list, seeded, in the order of the list. */
const tomar = <T>(lista: readonly T[], cuantas: number, semilla: string): T[] => {
  const azar = crearAzar(semilla);
  let faltan = Math.min(cuantas, lista.length);
  return lista.filter((_, i) => {
    const toca = azar.siguiente() * (lista.length - i) < faltan;
    if (toca) faltan--;
    return toca;
  });
};

/** Decides the pages of a print run. The same options give the same run. */
export const prepararTirada = ({ paquete, verdad, eleccion: soloEleccion, cuantas, semilla, danos = [], danosValores = [] }: OpcionesTirada): HojaTirada[] => {
  const casillas = new Map(paquete.casillas.map((c) => [c.clave, c]));
  const elecciones = new Map(paquete.elecciones.map((e) => [e.id, e]));
  const posibles = paquete.actas.filter((a) => {
    if (soloEleccion !== undefined && a.eleccion !== soloEleccion) return false;
    if (!verdad) return true;
    const fila = verdad.get(a.clave);
    return fila?.sinActa === null && fila.contabilizada !== null;
  });
  return tomar(posibles, cuantas ?? posibles.length, semilla).flatMap((acta): HojaTirada[] => {
    const casilla = casillas.get(acta.casilla);
    const eleccion = elecciones.get(acta.eleccion);
    if (!casilla || !eleccion) return [];
    const propia = `${semilla}:${acta.clave}`;
    const plantilla = plantillaPara(eleccion, casilla, acta, familiaDe(paquete.plantillas, acta.tipoActa));
    const limpios = verdad?.get(acta.clave)?.valores ?? inventarValores(eleccion, casilla, acta, propia);
    const { valores, letra, numero } = estropearValores(eleccion, limpios, danosValores, propia);
    return [
      {
        acta,
        casilla,
        plantilla,
        qr: escribirEtiqueta(paquete.id, acta.clave),
        valores,
        letra,
        numero,
        danos: danos.length > 0 ? danosAlAzar(danos, plantilla.qr, propia) : null,
        semilla: propia,
      },
    ];
  });
};

/** The JPEG of one page of the run. `enBlanco` leaves the fields for a person to fill. */
export const dibujarHoja = async (hoja: HojaTirada, paquete: Paquete, { dpi, enBlanco = false }: { readonly dpi: number; readonly enBlanco?: boolean }): Promise<Buffer> => {
  const { plantilla, casilla, qr, semilla, letra, numero } = hoja;
  const escrito = enBlanco ? { valores: {} } : { valores: hoja.valores, letra, numero };
  const pagina = await dibujarActa({ plantilla, paquete, casilla, qr, semilla, dpi, ...escrito });
  return hoja.danos ? estropear(pagina, hoja.danos, semilla) : pagina;
};
