import { cpSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { abrirParaLeer } from '#electron/db/abrir-para-leer.ts';
import { crearRepositorioBitacora } from '#electron/db/repositories/bitacora-repository.ts';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { RUTA_LOTES } from '#shared/api/contrato-central.ts';
import { HASH_CERO } from '#shared/domain/evento.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';
import { escribirLote } from '#shared/sync/lote.ts';
import { leerBitacora, leerCentral } from '../bitacoras.ts';
import type { Caso } from '../caso.ts';
import { crearEstacionViva } from '../estacion-viva.ts';
import { INICIO_MS } from '../puesta.ts';

/** The whole journal in lotes of any sizes, signed by the station as its USB would bring them; some overlap. */
const cortar = (carpeta: string, paqueteTexto: string, tamano: () => number): Uint8Array[] => {
  const rutas = carpetaTrabajo(carpeta);
  const base = abrirParaLeer(rutas.base);
  try {
    const asientos = crearRepositorioBitacora(base).leer(1, 100_000);
    const [{ epoca } = { epoca: '' }] = leerBitacora(carpeta);
    const firmante = crearFirmante(readFileSync(rutas.llave, 'utf8'));
    const certificado = documentoFirmadoSchema.parse(JSON.parse(readFileSync(rutas.certificado, 'utf8')));
    const paquete = criptoNode.sha256(utf8((JSON.parse(paqueteTexto) as { contenido: string }).contenido));
    const lotes: Uint8Array[] = [];
    for (let desde = 0; desde < asientos.length; ) {
      const hasta = Math.min(asientos.length, desde + tamano());
      lotes.push(gzipSync(escribirLote(firmante, { paquete, epoca, previo: asientos[desde - 1]?.hash ?? HASH_CERO, certificado, asientos: asientos.slice(desde, hasta) })));
      desde = hasta === asientos.length ? hasta : Math.max(desde + 1, hasta - (tamano() % 3));
    }
    return lotes;
  } finally {
    base.close();
  }
};

/** The same journal reaches the central as lotes of other sizes, overlapping, twice and in any order, and then from the station itself. */
export const lotesRepetidos: Caso = {
  nombre: 'lotes_repetidos', que: 'los lotes llegan dos veces, en desorden y encimados, y luego los manda la estación', peso: 2,
  hacer: async ({ azar, puesta, estacion, urlCentral, trabajarSiempre, vaciar, decir, faltar }) => {
    await estacion.abrir({ central: null });
    await trabajarSiempre();
    await estacion.cerrar();
    const lotes = cortar(puesta.estacion, readFileSync(`${puesta.carpeta}/paquete.json`, 'utf8'), () => azar.entero(1, 12));
    const turnos = [...lotes, ...lotes].map((lote) => ({ lote, turno: azar.siguiente() })).sort((a, b) => a.turno - b.turno);
    decir(`${lotes.length} lotes, dos veces`);
    for (const { lote } of turnos) {
      const r = await fetch(`${urlCentral}${RUTA_LOTES}`, { method: 'POST', headers: { 'content-type': 'application/gzip' }, body: Buffer.from(lote) });
      if (r.status !== 200) faltar(`la central no tomó un lote bueno: ${r.status} ${await r.text()}`);
    }
    await estacion.abrir({ central: urlCentral });
    await vaciar();
  },
};

/** The folder is copied while closed and both go on: two journals with one name. The central keeps the first and refuses the other, with its bytes. */
export const maquinaClonada: Caso = {
  nombre: 'maquina_clonada', que: 'dos copias de una carpeta trabajan y mandan: la central rechaza la segunda y la guarda', peso: 2,
  hacer: async ({ azar, puesta, estacion, central, procesos, sala, trabajarSiempre, vaciar, urlCentral, decir, faltar }) => {
    await estacion.abrir();
    for (let i = azar.entero(1, 3); i > 0; i--) await sala.turno();
    await vaciar();
    await estacion.cerrar();
    const clon = `${puesta.estacion}-clon`;
    cpSync(puesta.estacion, clon, { recursive: true });
    await estacion.abrir();
    await trabajarSiempre();
    await vaciar();
    await estacion.cerrar();
    const gemela = crearEstacionViva(procesos.estaciones, { carpeta: clon, central: urlCentral, relojMs: INICIO_MS }, () => undefined);
    try {
      await gemela.abrir();
      await gemela.pedir('enviar');
      const { porAtender } = await gemela.pedir('estado') as EstadoTransmision;
      decir(porAtender.map((p) => p.motivo).join(' '));
      if (!porAtender.some((p) => p.que === 'lote')) faltar('la copia no dice que la central rechazó su lote');
      await gemela.cerrar();
    } finally {
      await gemela.matar();
    }
    await central.cerrar();
    if (!leerCentral(puesta.central).rechazos.includes('lote_bifurcado')) faltar('la central no guardó el lote bifurcado');
  },
};
