import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { danosAlAzar, type Danos, type NombreDano } from '#electron/papel/estropear.ts';
import { dibujarHojaBlanca } from '#electron/papel/hoja-blanca.ts';
import { dibujarHoja, prepararTirada, type HojaTirada } from '#electron/papel/tirada.ts';
import { verdadDemo } from '#electron/paquete/verdad-demo.ts';
import { crearEscanerVirtual, type PaginaVirtual } from '#electron/scanners/virtual.ts';
import type { Escaner } from '#electron/station/puertos.ts';
import { esMesaSinSeccion } from '#shared/domain/casilla.ts';
import type { Paquete } from '#shared/domain/paquete.ts';

/** Sheets in the tray: what a runner brings from a few casillas. */
export const HOJAS_CHAROLA = 40;
const SEMILLA = 2027;
const DPI = 200;
/** Not every sheet comes clean: some turned, out of focus, stained over the label or pale. By place in the tray. */
const MALTRATOS: Readonly<Record<number, NombreDano>> = { 3: 'rotacion', 8: 'sello', 15: 'contraste', 22: 'ruido', 27: 'sello', 33: 'rotacion' };
/** So far out of focus that a person must say whether it can be read. */
const BORROSA: Readonly<Record<number, Danos>> = { 5: { desenfoque: 4.8 } };
/** After this sheet comes one with nothing on it, a separator that somebody left in the pile. */
const BLANCA_TRAS = 6;
/** This sheet comes again some places later, a little turned: the same acta twice. */
const REPETIDA = { hoja: 1, tras: 10, danos: { rotacion: 1.5 } as const satisfies Danos };

/** A sheet on the tray; `suya` is false for what is there besides the actas of the center. */
type EnCharola = { readonly clave: string; readonly suya: boolean; readonly pagina: PaginaVirtual };

const hojasDe = (paquete: Paquete, catd: string): HojaTirada[] => {
  const delCentro = new Set(paquete.casillas.filter((c) => c.catd === catd).map((c) => c.clave));
  const verdad = new Map(verdadDemo(paquete, SEMILLA).flatMap((e) => e.filas).filter((f) => delCentro.has(f.claveCasilla)).map((f) => [f.claveActa, f]));
  // Sections together and their three elections one after another, as packages arrive; mesas outside the sections at the end.
  const orden = (h: HojaTirada): string => `${esMesaSinSeccion(h.casilla.tipo) ? 1 : 0}${h.casilla.clave}`;
  const hojas = prepararTirada({ paquete, verdad, semilla: String(SEMILLA) }).sort((a, b) => orden(a).localeCompare(orden(b)));
  return hojas.map((hoja, i) => {
    const lugar = i % HOJAS_CHAROLA;
    const dano = MALTRATOS[lugar];
    const danos = BORROSA[lugar] ?? (dano ? danosAlAzar([dano], hoja.plantilla.qr, hoja.semilla) : null);
    return danos ? { ...hoja, danos } : hoja;
  });
};

/** The sheets of a tray with what comes along with them: a blank one and an acta that was put in twice. */
const charolaCon = (hojas: readonly HojaTirada[], paquete: Paquete): EnCharola[] => {
  const dibujada = (hoja: HojaTirada, nombre: string): PaginaVirtual => async () => ({ bytes: await dibujarHoja(hoja, paquete, { dpi: DPI }), fuente: `${nombre}.jpg` });
  const otra = hojas[REPETIDA.hoja];
  return hojas.flatMap((hoja, i): EnCharola[] => {
    const { clave } = hoja.acta;
    return [
      { clave, suya: true, pagina: dibujada(hoja, clave) },
      ...(i === BLANCA_TRAS ? [{ clave: 'blanca', suya: false, pagina: async () => ({ bytes: await dibujarHojaBlanca(DPI), fuente: 'separador.jpg' }) }] : []),
      ...(i === REPETIDA.tras && otra ? [{ clave: otra.acta.clave, suya: false, pagina: dibujada({ ...otra, danos: REPETIDA.danos }, `${otra.acta.clave}-otra-vez`) }] : []),
    ];
  });
};

const leerEntregadas = (archivo: string): Set<string> => new Set(existsSync(archivo) ? (JSON.parse(readFileSync(archivo, 'utf8')) as string[]) : []);

/**
 * The demo's scanner: a tray of forty drawn actas of the center, filled with the next forty when it is empty. Pages
 * are drawn when their turn comes. `archivo` remembers which ones were taken, so that a restart goes on with the rest.
 */
export const charolaDemo = (paquete: Paquete, catd: string, archivo: string): Escaner => {
  const entregadas = leerEntregadas(archivo);
  const pendientes = hojasDe(paquete, catd).filter((h) => !entregadas.has(h.acta.clave));
  let enCharola: EnCharola[] = [];
  const escaner = crearEscanerVirtual({ nombre: 'Charola de demostración' });
  const llenar = (): void => {
    enCharola = charolaCon(pendientes.splice(0, HOJAS_CHAROLA), paquete);
    escaner.cargar(enCharola.map((h) => h.pagina));
  };
  const anotar = (): void => {
    const tomada = enCharola.shift();
    if (!tomada?.suya) return;
    entregadas.add(tomada.clave);
    writeFileSync(`${archivo}.tmp`, JSON.stringify([...entregadas]));
    renameSync(`${archivo}.tmp`, archivo);
  };
  llenar();
  return {
    ...escaner,
    escanear: async (entregar, cancelar) => {
      await escaner.escanear(async (hoja) => {
        await entregar(hoja);
        anotar();
      }, cancelar);
      llenar();
    },
  };
};
