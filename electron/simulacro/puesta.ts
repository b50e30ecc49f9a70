import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { v7 } from 'uuid';
import { crearCentral, type Central } from '#central/crear-central.ts';
import { escuchar } from '#central/escuchar.ts';
import { personasDemo } from '#electron/paquete/descripcion-demo.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearRedHttp } from '#electron/services/transmision/red-http.ts';
import { abrirEstacion, type Estacion } from '#electron/station/crear-estacion.ts';
import { crearFirmante, criptoNode, nuevaLlave } from '#electron/station/cripto-node.ts';
import { prepararEstacion, type Preparacion } from '#electron/station/preparar.ts';
import { escaneresDe, type Registro, type Vision } from '#electron/station/puertos.ts';
import { transmisionHttp } from '#electron/station/transmision-http.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { abrirCharola, type CharolaSimulada, type EscanerSimulacro } from './charola.ts';
import { crearRedSimulada, type RedSimulada } from './red-simulada.ts';
import { carpetaDeReserva, ponerReserva, type RelevoHecho, type ReservaSimulada, type SalaReal } from './reserva-simulada.ts';
import type { RelojVirtual } from './reloj-virtual.ts';

const VERSION = 'simulacro';

export type EstacionSimulada = {
  readonly catd: string;
  readonly estacion: () => Estacion;
  readonly charola: CharolaSimulada;
  readonly red: Pick<RedSimulada, 'conectar' | 'conectada' | 'fallas'>;
  /** The main station dies and its standby goes on; null where there is no standby. Once. */
  readonly relevar: (() => Promise<RelevoHecho>) | null;
  /** Closes and opens again, as after a power cut: sessions and leases are lost and the whole chain is checked. */
  readonly reabrir: () => Promise<void>;
  readonly cerrar: () => Promise<void>;
};

export type Puesta = {
  /** The package that the drill works with: the given one with the drill's people, central and keys. */
  readonly paquete: Paquete;
  readonly central: Central;
  readonly urlCentral: string;
  readonly estaciones: readonly EstacionSimulada[];
  readonly cerrar: () => Promise<void>;
};

type Opciones = {
  readonly paquete: Paquete;
  readonly catds: readonly string[];
  readonly salida: string;
  readonly semilla: string;
  readonly reloj: RelojVirtual;
  readonly registro: Registro;
  readonly vision: Vision;
  readonly escaner: EscanerSimulacro;
  readonly dpi: number;
  /** The first center has a standby that follows; null: none has. */
  readonly sala: SalaReal | null;
  /** Stations without any network: what they register leaves by hand. */
  readonly soloUsb: boolean;
};

/** The plug of a center: whatever machine is its main station, and what went wrong on the road of all. */
const crearEnchufe = () => {
  const redes: RedSimulada[] = [];
  let puesta = true;
  return {
    agregar: (red: RedSimulada): RedSimulada => {
      red.conectar(puesta);
      redes.push(red);
      return red;
    },
    conectar: (si: boolean): void => {
      puesta = si;
      for (const red of redes) red.conectar(si);
    },
    conectada: (): boolean => puesta,
    fallas: (): ReturnType<RedSimulada['fallas']> =>
      redes.map((r) => r.fallas()).reduce((a, b) => ({ sinRed: a.sinRed + b.sinRed, respuestasPerdidas: a.respuestasPerdidas + b.respuestasPerdidas }), { sinRed: 0, respuestasPerdidas: 0 }),
  };
};

/**
 * Puts a whole election in place under `salida`: package, central listening on loopback and one station per CATD. A
 * drill has its own OPL key and people, so that it never needs the real ones.
 */
export const ponerEnPie = async ({ paquete: dado, catds, salida, semilla, reloj, registro, vision, escaner, dpi, sala, soloUsb }: Opciones): Promise<Puesta> => {
  await mkdir(salida, { recursive: true });
  const [opl, llaveCentral] = [crearFirmante(nuevaLlave()), crearFirmante(nuevaLlave())];
  const paquete: Paquete = { ...dado, modo: 'simulacro', usuarios: personasDemo(), central: { url: 'http://127.0.0.1', llave: llaveCentral.llave } };
  const paqueteTexto = firmarPaquete(paquete, opl);
  await writeFile(path.join(salida, 'paquete.json'), paqueteTexto);
  const central = await crearCentral({ carpeta: path.join(salida, 'central'), paqueteTexto, llaveOpl: opl.llave, firmante: llaveCentral, cripto: criptoNode, reloj, registro });
  const { url } = await escuchar(central, { host: '127.0.0.1', puerto: 0 });
  const estaciones: EstacionSimulada[] = [];
  const cerrar = async (): Promise<void> => {
    for (const e of estaciones) await e.cerrar();
    await central.cerrar();
  };
  const vigencia = { desde: paquete.ventana.inicio, hasta: new Date(Date.parse(paquete.ventana.fin) + 24 * 3_600_000).toISOString() };
  const preparacionDe = (catd: string, letra: 'A' | 'B', carpeta: string): Preparacion => ({
    carpeta, paqueteTexto, llaveOpl: opl.llave, estacion: `${catd}-${letra}`, catd, version: VERSION, reloj,
    firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, ...vigencia })),
  });
  const montar = async (catd: string): Promise<void> => {
    const carpeta = path.join(salida, 'estaciones', catd);
    await prepararEstacion(preparacionDe(catd, 'A', carpeta));
    const charola = await abrirCharola(escaner, carpeta, dpi);
    const red = crearEnchufe();
    let maquinas = 0;
    const abrir = (donde: string): Promise<Estacion> => {
      const suya = red.agregar(crearRedSimulada(crearRedHttp(url), `${semilla}:${catd}:${String(maquinas++)}`));
      return abrirEstacion({
        carpeta: donde, puertos: { reloj, registro, vision, escaneres: escaneresDe(charola.escaner), version: VERSION, ids: { uuid: () => v7() }, ...(soloUsb ? {} : { crearTransmision: transmisionHttp(reloj, { red: suya }) }) },
      });
    };
    let estacion = await abrir(carpeta).catch(async (error: unknown) => {
      await charola.cerrar();
      throw error;
    });
    let reserva: ReservaSimulada | null = null;
    const cerrarYAbrir = async (): Promise<Estacion> => {
      await estacion.cerrar();
      return abrir(estacion.carpeta);
    };
    const conReserva = sala !== null && estaciones.length === 0;
    estaciones.push({
      catd, charola, red, estacion: () => estacion,
      reabrir: async () => { estacion = await (reserva === null ? cerrarYAbrir() : reserva.reabrir(cerrarYAbrir)); },
      relevar: !conReserva ? null : async () => {
        if (reserva === null) throw new Error('the standby relieves once');
        const { estacion: otra, relevo } = await reserva.relevar(estacion, abrir);
        reserva = null;
        estacion = otra;
        return relevo;
      },
      cerrar: async () => {
        await reserva?.cerrar();
        await estacion.cerrar();
        await charola.cerrar();
      },
    });
    if (conReserva) reserva = await ponerReserva({ sala, preparacion: preparacionDe(catd, 'B', carpetaDeReserva(salida, catd)), principal: estacion, usuarios: paquete.usuarios, registro });
  };
  try {
    for (const catd of catds) await montar(catd);
  } catch (error) {
    await cerrar();
    throw error;
  }
  return { paquete, central, urlCentral: url, estaciones, cerrar };
};
