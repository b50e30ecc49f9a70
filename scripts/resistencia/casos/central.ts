import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as esperar } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { rutaEnCentral } from '#central/imagenes/carpetas-imagenes.ts';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import { leerBitacora, leerCentral, type EnCentral } from '../bitacoras.ts';
import type { Caso } from '../caso.ts';
import type { Ciclo } from '../ciclo.ts';
import { revisarAcuses } from '../invariantes.ts';
import { impedimentoCorte, montarConCorte, montarMemoria, rutasCorte, sinRaiz } from '../montar.ts';
import { romperPagina, voltear } from '../romper.ts';
import { shaDe } from '../sala.ts';
import { llenar, RELLENO } from './disco.ts';

/** What a central that was killed had stored: in a copy, since looking at it works its WAL in. */
const leerMuerta = (carpeta: string, donde: string): EnCentral => {
  const copia = mkdtempSync(join(donde, 'muerta-'));
  try {
    cpSync(carpeta, copia, { recursive: true, filter: (ruta) => !/imagenes|parciales|publicacion/.test(ruta.slice(carpeta.length)) });
    new Database(join(copia, 'central.db')).close();
    return leerCentral(copia);
  } finally {
    rmSync(copia, { recursive: true, force: true });
  }
};

/**
 * The power of the central goes while it takes lotes and images: what had reached its disk is all that there is. Each
 * receipt that the station has by then is held against that, before anything is sent again.
 */
export const centralCorteDeLuz: Caso = {
  nombre: 'central_corte_de_luz', que: 'se va la luz de la central mientras recibe: está todo lo que había acusado', peso: 2, impedimento: impedimentoCorte,
  opciones: { montarCentral: montarConCorte, actas: [3, 5] },
  central: (p) => join(rutasCorte(p.carpeta).despues, 'central'),
  hacer: async ({ azar, puesta, estacion, central, trabajarSiempre, vaciar, decir, faltar }) => {
    const corte = rutasCorte(puesta.carpeta);
    await estacion.abrir();
    const trabajo = trabajarSiempre();
    const ms = azar.entero(100, 1_500);
    const alto = new AbortController();
    // As a busy room does: there is always something on its way.
    const envios = (async () => {
      while (!alto.signal.aborted) await estacion.pedir('enviar');
    })();
    await esperar(ms);
    alto.abort();
    central.congelar();
    corte.retratar();
    await central.matar();
    corte.montar();
    const nueva = join(corte.despues, 'central');
    const acuses = leerBitacora(puesta.estacion).filter((e) => e.evento.tipo === 'lote.acusado' || e.evento.tipo === 'imagenes.acusadas');
    decir(`a los ${ms} ms, con ${acuses.length} acuses`);
    for (const falta of revisarAcuses(acuses, leerMuerta(nueva, puesta.carpeta), puesta.llaveCentral)) faltar(`tras el corte: ${falta}`);
    central.mudar(nueva);
    await central.abrir();
    await Promise.all([trabajo, envios]);
    await vaciar();
  },
};

/** The disk of the central fills up: nothing is acknowledged that is not stored, the room goes on, and with room again all of it is taken. */
export const centralDiscoLleno: Caso = {
  nombre: 'central_disco_lleno', que: 'el disco de la central se llena mientras recibe (tmpfs)', peso: 1, impedimento: sinRaiz,
  opciones: { montarCentral: montarMemoria },
  hacer: async ({ azar, puesta, estacion, sala, trabajarSiempre, vaciar, decir }) => {
    const disco = join(puesta.central, '..');
    await estacion.abrir();
    for (let i = azar.entero(0, 3); i > 0; i--) await sala.turno();
    llenar(disco);
    for (let i = 0; i < 3; i++) {
      await sala.turno();
      await estacion.pedir('enviar');
    }
    const { motivo, eventosPendientes } = await estacion.pedir('estado') as EstadoTransmision;
    decir(`${String(eventosPendientes)} eventos esperan: ${motivo ?? 'nada'}`);
    rmSync(join(disco, RELLENO));
    await trabajarSiempre();
    await vaciar();
  },
};

/** A backup of the central in the middle of the night, and work after it; the central is closed then. Gives the backup's folder. */
const trabajarTrasRespaldar = async ({ azar, puesta, estacion, central, sala, trabajarSiempre, vaciar }: Ciclo): Promise<string> => {
  await estacion.abrir();
  for (let i = azar.entero(1, 4); i > 0; i--) await sala.turno();
  await vaciar();
  await central.cerrar();
  const respaldo = join(puesta.carpeta, 'respaldo-central');
  cpSync(puesta.central, respaldo, { recursive: true });
  await central.abrir();
  await trabajarSiempre();
  await vaciar();
  await central.cerrar();
  return respaldo;
};

/** The central is restored from an older copy of its folder: it is told again what it lacks, without anyone asking. */
export const centralRestaurada: Caso = {
  nombre: 'central_restaurada', que: 'la central vuelve de un respaldo anterior y se le dice otra vez lo que perdió', peso: 1, centralPierde: true,
  hacer: async (c) => {
    const { puesta, central, vaciar, decir, faltar } = c;
    const respaldo = await trabajarTrasRespaldar(c);
    rmSync(puesta.central, { recursive: true });
    cpSync(respaldo, puesta.central, { recursive: true });
    await central.abrir();
    await vaciar();
    await vaciar();
    const perdidas = leerBitacora(puesta.estacion).filter((e) => e.evento.tipo === 'central.perdio').length;
    decir(`lo dijo ${perdidas} veces`);
    if (perdidas === 0) faltar('la estación no vio que la central había perdido algo');
  },
};

/** A bit of an image changes on the central's disk: it is not published, and the station sends it again without anyone asking. */
export const centralImagenRota: Caso = {
  nombre: 'central_imagen_rota', que: 'cambia un bit de una imagen guardada en la central', peso: 1,
  hacer: async ({ azar, puesta, estacion, central, papeles, trabajarSiempre, vaciar, decir }) => {
    await estacion.abrir();
    await trabajarSiempre();
    await vaciar();
    const archivo = rutaEnCentral(puesta.central, shaDe(azar.elegir(papeles).bytes));
    voltear(archivo, azar.entero(0, statSync(archivo).size - 1), azar.entero(0, 7));
    await central.pedir('cortar');
    const { imagenesFaltantes } = await central.pedir('estado') as { imagenesFaltantes: number };
    decir(`al publicar ve que faltan ${String(imagenesFaltantes)}`);
    await vaciar();
    await vaciar();
  },
};

const deBase = (carpeta: string): string[] => readdirSync(carpeta).filter((n) => n.startsWith('central.db'));

/** A page of the central's database is overwritten: it says so, or nothing of what is published changed; with that of its backup, or with none, the stations tell it again what it lacks. */
export const centralPaginaRota: Caso = {
  nombre: 'central_pagina_rota', que: 'una página de la base de la central queda con otros bytes; vuelve de su respaldo o sin ella', peso: 1, centralPierde: true,
  hacer: async (c) => {
    const { azar, puesta, central, vaciar, decir } = c;
    const respaldo = await trabajarTrasRespaldar(c);
    const { pagina, paginas } = romperPagina(azar, join(puesta.central, 'central.db'));
    const conRespaldo = azar.entero(0, 1) === 0;
    let dicho = 'abre';
    try {
      await central.abrir();
      await vaciar();
    } catch (error) {
      dicho = error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error);
    }
    decir(`página ${String(pagina)} de ${String(paginas)}: ${dicho}${dicho === 'abre' ? '' : conRespaldo ? ', con respaldo' : ', sin base'}`);
    if (dicho === 'abre') return;
    await central.matar();
    // As the message says: its files away, those of the copy in their place or none; the rest of the folder stays.
    for (const nombre of deBase(puesta.central)) rmSync(join(puesta.central, nombre));
    if (conRespaldo) for (const nombre of deBase(respaldo)) cpSync(join(respaldo, nombre), join(puesta.central, nombre));
    await central.abrir();
    await vaciar();
    await vaciar();
  },
};
