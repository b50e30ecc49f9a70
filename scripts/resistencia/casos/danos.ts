import { cpSync, readFileSync, statSync } from 'node:fs';
import { abrirCopia } from '#electron/copia/copia.ts';
import { copiar } from '#electron/copia/copiar.ts';
import { fuenteLocal } from '#electron/copia/fuente.ts';
import { carpetaTrabajo, rutaDeImagen } from '#electron/station/carpeta-trabajo.ts';
import { relevarEstacion } from '#electron/station/preparar.ts';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { leerBitacora } from '../bitacoras.ts';
import type { Caso } from '../caso.ts';
import type { Ciclo } from '../ciclo.ts';
import { crearEstacionViva } from '../estacion-viva.ts';
import { revisarCarpeta, revisarLibreta } from '../invariantes.ts';
import { INICIO_MS, type Puesta } from '../puesta.ts';
import { azarosos, PAGINA_BYTES, romper, romperPagina, voltear } from '../romper.ts';
import { shaDe } from '../sala.ts';

const RELEVO = { solicita: 'coordinador', confirma: 'supervisor' };

/** Brings the copy in `carpeta` up to what lies on the disk of the station. */
export const copiarDelDisco = async ({ puesta }: Ciclo, carpeta: string): Promise<void> => {
  const copia = await abrirCopia(carpeta, readFileSync(`${puesta.carpeta}/paquete.json`, 'utf8'), puesta.llaveOpl);
  const fuente = fuenteLocal(puesta.estacion);
  try {
    await copiar(fuente, copia);
  } finally {
    copia.cerrar();
    fuente.cerrar();
  }
};
/** A standby with all that the station has now. */
const respaldar = async (c: Ciclo): Promise<string> => {
  const carpeta = await c.puesta.otra('C1-B', true);
  await copiarDelDisco(c, carpeta);
  return carpeta;
};

/** What the clock of another machine says at first: somewhat more or less. */
export const relojDeOtra = ({ azar }: Ciclo): number => INICIO_MS + azar.entero(-20, 5) * 60_000;

/** The standby goes on: the room ends its work there, and it sends all of it. */
const relevar = async (c: Ciclo, carpeta: string): Promise<void> => {
  relevarEstacion({ carpeta, relevo: RELEVO, version: '0.0.0-resistencia', reloj: { ahora: () => INICIO_MS } });
  await c.estacion.abrir({ carpeta, central: c.urlCentral });
  await c.trabajarSiempre();
  await c.vaciar();
};
/** What counts in the end, where the standby went on: it has all that was confirmed before. */
const elRelevo = (p: Puesta): readonly string[] => [`${p.carpeta}/C1-B`];

const trabajarUnRato = async ({ azar, estacion, sala }: Ciclo): Promise<void> => {
  await estacion.abrir({ central: null });
  for (let i = azar.entero(2, 6); i > 0; i--) await sala.turno();
};

const DETECTADA: ReadonlySet<string> = new Set(['base_danada', 'bitacora_rota', 'paquete_distinto', 'sin_paquete', 'base_mas_nueva']);

/** What a station registers of itself as it opens: the clock of a cycle starts again each time, and sheets that were stored and not looked at are looked at now. */
const AL_ABRIR: ReadonlySet<string> = new Set(['estacion.abierta', 'proyecciones.rehechas', 'reloj.retrocedio', 'tanda.terminada', 'imagen.guardada', 'acta.digitalizada', 'imagen.por_identificar']);

/** Opens what was spoiled; the code with which it says so, or null when it opens and every value in it is right. */
const abrirDanada = async (c: Ciclo): Promise<string | null> => {
  try {
    await c.estacion.abrir({ central: null });
    await c.estacion.cerrar();
  } catch (error) {
    if (error instanceof AppError) return error.codigo;
    throw error;
  }
  for (const falta of [...await revisarCarpeta(c.puesta.estacion, c.puesta.paquete), ...revisarLibreta(c.libreta, leerBitacora(c.puesta.estacion))]) c.faltar(`abrió con un daño que no vio: ${falta}`);
  return null;
};

/** A page of the database is overwritten on a closed station: it says so or no value changed, and the standby goes on. */
export const paginaRota: Caso = {
  nombre: 'pagina_rota', que: 'una página de la base queda con otros bytes', peso: 3, estaciones: elRelevo,
  hacer: async (c) => {
    await trabajarUnRato(c);
    await c.estacion.cerrar();
    const reserva = await respaldar(c);
    const { base } = carpetaTrabajo(c.puesta.estacion);
    const { pagina, paginas } = romperPagina(c.azar, base);
    const codigo = await abrirDanada(c);
    const rehechas = codigo === null && leerBitacora(c.puesta.estacion).some((e) => e.evento.tipo === 'proyecciones.rehechas');
    c.decir(`página ${pagina} de ${paginas}: ${codigo ?? (rehechas ? 'rehecha de la bitácora' : 'sin efecto')}`);
    if (codigo !== null && !DETECTADA.has(codigo)) c.faltar(`dice ${codigo}, que no es de un daño`);
    await relevar(c, reserva);
  },
};

/** A bit of a stored image changes: the check of the images names it, and the copy has the good one. */
export const imagenRota: Caso = {
  nombre: 'imagen_rota', que: 'cambia un bit de una imagen guardada', peso: 2,
  hacer: async (c) => {
    await c.estacion.abrir();
    await c.trabajarSiempre();
    await c.vaciar();
    await c.estacion.cerrar();
    const reserva = await respaldar(c);
    const victima = shaDe(c.azar.elegir(c.papeles).bytes);
    const archivo = rutaDeImagen(carpetaTrabajo(c.puesta.estacion).imagenes, victima);
    voltear(archivo, c.azar.entero(0, statSync(archivo).size - 1), c.azar.entero(0, 7));
    await c.estacion.abrir();
    const malas = await c.estacion.pedir('verificarImagenes') as string[];
    if (malas.length !== 1 || malas[0] !== victima) c.faltar(`no dice cuál imagen cambió: ${JSON.stringify(malas)}`);
    await c.vaciar();
    await c.estacion.cerrar();
    cpSync(rutaDeImagen(carpetaTrabajo(reserva).imagenes, victima), archivo);
  },
};

/** The station dies and the end of its WAL is not what was written: what opens is a whole stretch of what was, and the standby has the rest. */
export const walRoto: Caso = {
  nombre: 'wal_roto', que: 'la estación muere y el final del WAL queda cortado, con basura o con otros bytes', peso: 2, estaciones: elRelevo,
  hacer: async (c) => {
    await trabajarUnRato(c);
    const reserva = await respaldar(c);
    const antes = leerBitacora(c.puesta.estacion);
    await c.estacion.matar();
    const wal = `${carpetaTrabajo(c.puesta.estacion).base}-wal`;
    const { size } = statSync(wal);
    const clase = c.azar.elegir(['basura', 'bit', 'mitad'] as const);
    if (clase === 'basura') romper(wal, size, azarosos(c.azar, c.azar.entero(1, 9_000)));
    else if (clase === 'bit') voltear(wal, size - c.azar.entero(1, Math.min(size - 32, 3 * PAGINA_BYTES)), c.azar.entero(0, 7));
    else romper(wal, size - 2_000, Buffer.alloc(2_000));
    try {
      await c.estacion.abrir({ central: null });
      await c.estacion.cerrar();
      const despues = leerBitacora(c.puesta.estacion);
      const iguales = despues.filter((e, i) => antes[i]?.hash === e.hash).length;
      c.decir(`${clase}: quedan ${iguales} de ${antes.length} eventos`);
      if (clase === 'basura' && iguales < antes.length) c.faltar('basura después del último paso hizo perder pasos');
      const ajenos = despues.slice(iguales).filter((e) => !AL_ABRIR.has(e.evento.tipo));
      if (ajenos.length > 0) c.faltar(`lo que abrió no es un tramo de lo que había: ${ajenos.map((e) => e.evento.tipo).join(', ')}`);
      for (const falta of await revisarCarpeta(c.puesta.estacion, c.puesta.paquete)) c.faltar(falta);
    } catch (error) {
      if (!(error instanceof AppError) || !DETECTADA.has(error.codigo)) throw error;
      c.decir(`${clase}: ${error.codigo}`);
    }
    await relevar(c, reserva);
  },
};

/** The main station dies for good in the middle of its work; the standby that copies it goes on in an epoca of its own, and the central takes both as one line. */
export const relevo: Caso = {
  nombre: 'relevo', que: 'muere la estación principal y la reserva la releva en una época nueva', peso: 2,
  estaciones: elRelevo,
  hacer: async (c) => {
    await c.estacion.abrir();
    c.estacion.condenar([{ llamada: c.azar.entero(5, 80), ms: c.azar.entre(0, 9) }]);
    try {
      await c.sala.trabajar();
    } catch (error) {
      if (!(error instanceof AppError) || error.codigo !== 'estacion_inalcanzable') throw error;
    }
    await c.estacion.asentar();
    await c.estacion.matar();
    const reserva = await respaldar(c);
    const relojMs = relojDeOtra(c);
    c.decir(`${leerBitacora(reserva).length} eventos heredados, con el reloj a ${String((relojMs - INICIO_MS) / 60_000)} min`);
    relevarEstacion({ carpeta: reserva, relevo: RELEVO, version: '0.0.0-resistencia', reloj: { ahora: () => relojMs } });
    await c.estacion.abrir({ carpeta: reserva, relojMs });
    await c.trabajarSiempre();
    await c.vaciar();
  },
};

/**
 * The main station that was relieved is opened again, on the network: the central keeps what it says as another journal,
 * what the relief does is what counts, and whoever opened it is told.
 */
export const regreso: Caso = {
  nombre: 'regreso', que: 'la estación relevada vuelve: se le dice, y lo del relevo es lo que vale', peso: 1,
  estaciones: (p) => [p.estacion, `${p.carpeta}/C1-B`],
  hacer: async (c) => {
    await c.estacion.abrir();
    for (let i = c.azar.entero(1, 4); i > 0; i--) await c.sala.turno();
    if (c.azar.siguiente() < 0.5) await c.vaciar();
    await c.estacion.cerrar();
    const reserva = await respaldar(c);
    relevarEstacion({ carpeta: reserva, relevo: RELEVO, version: '0.0.0-resistencia', reloj: { ahora: () => INICIO_MS } });
    await c.estacion.abrir({ carpeta: reserva });
    await c.trabajarSiempre();
    await c.vaciar();
    const vieja = crearEstacionViva(c.procesos.estaciones, { carpeta: c.puesta.estacion, central: c.urlCentral, relojMs: INICIO_MS }, () => undefined);
    try {
      await vieja.abrir();
      await vieja.pedir('enviar');
      const { pendientes } = await vieja.pedir('enviar') as { pendientes: number };
      const { motivo } = await vieja.pedir('estado') as EstadoTransmision;
      c.decir(motivo ?? 'nada');
      if (motivo?.startsWith('La estación C1-B releva a esta') !== true) c.faltar(`a la estación relevada no se le dice: ${motivo ?? 'nada'}`);
      if (pendientes > 0) c.faltar('lo de la estación relevada no llegó');
      await vieja.cerrar();
    } finally {
      await vieja.matar();
    }
    await c.vaciar();
  },
};
