import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { danosAlAzar, type NombreDano } from '#electron/papel/estropear.ts';
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
/** Not every sheet comes clean: some turned, stained over the label or pale. By place in the tray. */
const MALTRATOS: Readonly<Record<number, NombreDano>> = { 4: 'rotacion', 9: 'sello', 15: 'contraste', 22: 'ruido', 27: 'sello', 33: 'rotacion' };

const hojasDe = (paquete: Paquete, catd: string): HojaTirada[] => {
  const delCentro = new Set(paquete.casillas.filter((c) => c.catd === catd).map((c) => c.clave));
  const verdad = new Map(verdadDemo(paquete, SEMILLA).flatMap((e) => e.filas).filter((f) => delCentro.has(f.claveCasilla)).map((f) => [f.claveActa, f]));
  // Sections together and their three elections one after another, as packages arrive; mesas outside the sections at the end.
  const orden = (h: HojaTirada): string => `${esMesaSinSeccion(h.casilla.tipo) ? 1 : 0}${h.casilla.clave}`;
  const hojas = prepararTirada({ paquete, verdad, semilla: String(SEMILLA) }).sort((a, b) => orden(a).localeCompare(orden(b)));
  return hojas.map((hoja, i) => {
    const dano = MALTRATOS[i % HOJAS_CHAROLA];
    return dano ? { ...hoja, danos: danosAlAzar([dano], hoja.plantilla.qr, hoja.semilla) } : hoja;
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
  const pagina = (hoja: HojaTirada): PaginaVirtual => async () => ({ bytes: await dibujarHoja(hoja, paquete, { dpi: DPI }), fuente: `${hoja.acta.clave}.jpg` });
  let enCharola: HojaTirada[] = [];
  const escaner = crearEscanerVirtual({ nombre: 'Charola de demostración' });
  const llenar = (): void => {
    enCharola = pendientes.splice(0, HOJAS_CHAROLA);
    escaner.cargar(enCharola.map(pagina));
  };
  const anotar = (): void => {
    const tomada = enCharola.shift();
    if (!tomada) return;
    entregadas.add(tomada.acta.clave);
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
