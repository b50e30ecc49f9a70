import path from 'node:path';
import type { Registro } from '#electron/station/puertos.ts';
import { rutaDelProyecto } from './proyecto.ts';
import { abrirServidorHttp } from './servidor-http.ts';
import type { EstacionServida } from './transporte-puerto.ts';
import { abrirVentanaNavegador, hayPantalla } from './ventana-navegador.ts';

const CODIGO_INTERRUMPIDO = 130;

export type OpcionesAtender = {
  readonly estacion: EstacionServida;
  readonly titulo: string;
  /** Address of the results site, where this process serves it. */
  readonly sitio: string | null;
  /** Addresses where the posts of the room reach this station, where it is open to them. */
  readonly sala?: readonly string[];
  /** Folder with the data, to be told and for the window's profile. */
  readonly carpeta: string;
  readonly puerto: number;
  readonly sinVentana: boolean;
  readonly registro: Registro;
  /** Closes what was opened before, after the windows are gone. */
  readonly cerrar: () => Promise<void>;
};

const decir = (linea: string): void => void process.stdout.write(`${linea}\n`);

/** Resolves at the first signal to end; a second one ends at once. */
const senalDeFin = (): Promise<void> =>
  new Promise((resolve) => {
    let pedida = false;
    for (const senal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(senal, () => {
        if (pedida) process.exit(CODIGO_INTERRUMPIDO);
        pedida = true;
        resolve();
      });
    }
  });

/**
 * Serves a station to windows of this machine until its window is closed or a signal comes, then drains and closes.
 * With a screen and a browser it opens a window; without them it says the address.
 */
export const atender = async (o: OpcionesAtender): Promise<void> => {
  const fin = senalDeFin();
  let servidor;
  try {
    servidor = await abrirServidorHttp({
      estacion: o.estacion, paginas: rutaDelProyecto('out', 'renderer'), puerto: o.puerto, registro: o.registro,
      alAbrirse: (siguiente) => decir(`  Otra ventana: ${siguiente}`),
    });
  } catch (error) {
    await o.cerrar();
    throw error;
  }
  const navegador = process.env['ACOPIO_NAVEGADOR'];
  const conVentana = !o.sinVentana && hayPantalla() && Boolean(navegador);
  decir(o.titulo);
  decir(`  Estación:     ${servidor.entrada()}`);
  if (o.sitio !== null) decir(`  Resultados:   ${o.sitio}`);
  if (o.sala !== undefined) decir(`  Puestos:      ${o.sala.join('  ')} (empareje cada uno con el código de la sección Puestos)`);
  decir(`  Datos:        ${o.carpeta}`);
  decir(conVentana ? '  Se abre en una ventana; al cerrarla, Acopio termina.' : '  Abra la dirección de la estación en un navegador de este equipo. Ctrl+C para terminar.');
  const ventana = conVentana && navegador ? abrirVentanaNavegador(navegador, servidor.entrada(), path.join(o.carpeta, 'ventana')) : null;
  const cierre = ventana?.fin.then((seAbrio) => {
    if (seAbrio) return undefined;
    decir('  La ventana no se pudo abrir: use la dirección de la estación. Ctrl+C para terminar.');
    return fin;
  });
  await Promise.race([fin, ...(cierre ? [cierre] : [])]);
  decir('Cerrando…');
  ventana?.cerrar();
  await servidor.cerrar();
  await o.cerrar();
};
