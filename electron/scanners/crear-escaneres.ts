import { isAbsolute, join, resolve } from 'node:path';
import type { Escaneres } from '#electron/station/puertos.ts';
import { crearBandejaTemporal, type BandejaTemporal } from './bandeja-temporal.ts';
import { crearEscanerCarpeta } from './carpeta.ts';
import { crearEscanerComando } from './comando.ts';
import { leerEscaneres } from './configuracion.ts';
import { descubrirSane, type DescubrimientoSane, type SaneHallado } from './descubrir-sane.ts';
import type { Escaner } from './escaner.ts';
import type { EscanerAnunciado } from './escl-anuncios.ts';
import { descubrirEscl, type DescubrimientoEscl } from './escl-descubrir.ts';
import { crearEscanerEscl } from './escl.ts';
import { terminarHuerfanos } from './huerfanos.ts';
import { opcionesNaps2, programaNaps2 } from './naps2.ts';
import { perfilPorDefecto, type ConfiguracionEscaneres, type EscanerConfigurado, type Perfil } from './perfil.ts';
import { crearEscanerRecuperadas } from './recuperadas.ts';
import { crearEscanerSane, type OpcionesSane } from './sane.ts';
import { nombreEstable } from './sane-dispositivos.ts';

/** Pages in transit, in the station's work folder. */
const CARPETA_ESCANEO = 'escaneo';
const CARPETA_ENTRADA = 'entrada';
const REVISAR_RESTOS_MS = 5_000;

type SaneComun = Pick<OpcionesSane, 'programa' | 'entorno' | 'soloUna'>;

export type OpcionesEscaneres = {
  /** Work folder of the station. */
  readonly carpeta: string;
  /** Watched folder, besides what is configured; without configuration, `entrada` in the work folder. */
  readonly entrada?: string | undefined;
  /** Where pages in transit lie, when not in the work folder: for whoever looks at the scanners of a station that is open. */
  readonly escaneo?: string;
  /** `soloUna`: one page a scan. In tests: which scanimage, and devices of SANE's own tests. */
  readonly sane?: SaneComun & { readonly excluidos?: readonly string[]; readonly cadaMs?: number };
  /** In tests: what announces itself on a network of their own; null looks for none. */
  readonly escl?: DescubrimientoEscl | null;
};

/** The scanners of a station, until they are closed. */
export type EscaneresAbiertos = Escaneres & {
  /**
   * Ends what an earlier run left at work and looks, now and from then on, for sheets that were not handed over. Only for
   * whoever holds the work folder's lock: to a second process, the scans of the first look interrupted.
   */
  readonly recuperar: () => Promise<void>;
  readonly cerrar: () => void;
};

/** One scanner of the configuration. `carpeta` is the work folder, from which relative folders and programs are meant. */
export const crearConfigurado = (c: EscanerConfigurado, p: { readonly carpeta: string; readonly bandeja: BandejaTemporal; readonly sane?: SaneComun | undefined }): Escaner => {
  const { id, nombre = id } = c;
  const programa = (ruta: string): string => (/[\\/]/.test(ruta) ? resolve(p.carpeta, ruta) : ruta);
  switch (c.tipo) {
    case 'sane':
      return crearEscanerSane({ ...p.sane, id, nombre, dispositivo: c.dispositivo, perfil: c.perfil, bandeja: p.bandeja, limiteMs: c.limiteSegundos * 1000 });
    case 'escl':
      return crearEscanerEscl({ id, nombre, url: c.url, perfil: c.perfil, certificado: c.certificado });
    case 'carpeta':
      // A share that is away must not be replaced by a folder of this machine.
      return crearEscanerCarpeta({ id, nombre: c.nombre ?? `Carpeta ${c.carpeta}`, carpeta: resolve(p.carpeta, c.carpeta), crear: !isAbsolute(c.carpeta), origen: c.origen, digitalizacion: c.digitalizacion });
    case 'comando':
      return crearEscanerComando({ ...c, nombre, programa: programa(c.programa), bandeja: p.bandeja, limiteMs: c.limiteSegundos * 1000 });
    case 'naps2':
      return crearEscanerComando(opcionesNaps2({ ...c, programa: c.programa === undefined ? programaNaps2() : programa(c.programa) }, { nombre, bandeja: p.bandeja, limiteMs: c.limiteSegundos * 1000 }));
  }
};

type Hallados = { readonly sane: DescubrimientoSane | null; readonly escl: DescubrimientoEscl | null };
const SIN_CONFIGURAR: ConfiguracionEscaneres = { escaneres: [], descubrir: true, modelos: [] };

/** What is set up for a model, or as good as the device allows. */
const perfilDeModelo = (modelo: string, config: ConfiguracionEscaneres): Perfil | null =>
  config.modelos.find(({ contiene }) => modelo.toLowerCase().includes(contiene.toLowerCase()))?.perfil ?? null;

/**
 * The scanners of a station: those of its `escaneres.json`, or without it a watched folder and whatever is found (SANE,
 * eSCL), as they come and go; and the sheets that an interrupted scan left. A scanner that was lost and is found again
 * has the same id. Throws AppError `escaneres_invalido`.
 */
export const crearEscaneres = async (o: OpcionesEscaneres): Promise<EscaneresAbiertos> => {
  const leida = await leerEscaneres(o.carpeta);
  const config = leida ?? SIN_CONFIGURAR;
  const raiz = resolve(o.escaneo ?? join(o.carpeta, CARPETA_ESCANEO));
  const bandeja = crearBandejaTemporal(raiz);
  let trabajando = 0;
  const oyentes = new Set<() => void>();
  const avisar = (): void => { for (const oyente of oyentes) oyente(); };

  /** The same scanner, counted while it works. */
  const contado = (e: Escaner): Escaner => ({
    ...e,
    escanear: async (entregar, cancelar, tanda) => {
      trabajando += 1;
      try {
        await e.escanear(entregar, cancelar, tanda);
      } finally {
        trabajando -= 1;
      }
    },
  });

  const fijos = config.escaneres.map((c) => contado(crearConfigurado(c, { carpeta: o.carpeta, bandeja, sane: o.sane })));
  if (leida === null || o.entrada !== undefined) fijos.unshift(crearEscanerCarpeta({ carpeta: o.entrada ?? join(o.carpeta, CARPETA_ENTRADA) }));
  const recuperadas = crearEscanerRecuperadas({ bandeja });
  let hayRecuperadas = false;
  let reloj: NodeJS.Timeout | undefined;
  const hallados: Hallados = {
    sane: config.descubrir && process.platform !== 'win32' ? descubrirSane({ ...o.sane, enReposo: () => trabajando === 0 }) : null,
    escl: config.descubrir ? (o.escl === undefined ? descubrirEscl() : o.escl) : null,
  };

  /** Made once, kept when the device goes away: it comes back as the same scanner. */
  const conocidos = new Map<string, Escaner>();
  const conocer = (id: string, crear: () => Escaner): Escaner => {
    const escaner = conocidos.get(id) ?? contado(crear());
    conocidos.set(id, escaner);
    return escaner;
  };
  const deSane = (d: SaneHallado): Escaner => {
    const nombre = `${d.fabricante} ${d.modelo}`.trim();
    const perfil = perfilDeModelo(nombre, config);
    return conocer(`${d.id}|${nombreEstable(d.nombre)}`, () => crearEscanerSane({ ...o.sane, id: d.id, nombre, dispositivo: d.nombre, perfil: perfil ?? perfilPorDefecto, flexible: perfil === null, bandeja }));
  };
  const deEscl = (a: EscanerAnunciado): Escaner => {
    const perfil = perfilDeModelo(a.nombre, config) ?? { ...perfilPorDefecto, fuente: a.alimentador === false ? 'cama' : 'alimentador' };
    return conocer(`${a.id}|${a.url}`, () => crearEscanerEscl({ id: a.id, nombre: a.nombre, url: a.url, perfil }));
  };
  const yaEsta = {
    sane: new Set(config.escaneres.flatMap((c) => (c.tipo === 'sane' ? [nombreEstable(c.dispositivo)] : []))),
    escl: new Set(config.escaneres.flatMap((c) => (c.tipo === 'escl' ? [new URL(c.url).host] : []))),
  };
  const lista = (): Escaner[] => {
    const todos = [
      ...fijos,
      ...(hallados.sane?.lista() ?? []).filter((d) => !yaEsta.sane.has(nombreEstable(d.nombre))).map(deSane),
      ...(hallados.escl?.lista() ?? []).filter((a) => !yaEsta.escl.has(new URL(a.url).host)).map(deEscl),
      ...(hayRecuperadas ? [recuperadas] : []),
    ];
    const vistos = new Set<string>();
    return todos.filter(({ id }) => !vistos.has(id) && vistos.add(id));
  };

  let quedaban = 0;
  const buscarRestos = async (): Promise<void> => {
    // Once there were some, their scanner stays on the screen.
    const hay = hayRecuperadas || (await bandeja.restos()).length > 0;
    const quedan = bandeja.porRecuperar().size;
    if (hay === hayRecuperadas && quedan === quedaban) return;
    hayRecuperadas = hay;
    quedaban = quedan;
    avisar();
  };
  const callar = [hallados.sane?.vigilar(avisar), hallados.escl?.vigilar(avisar)];

  return {
    lista,
    porRecuperar: bandeja.porRecuperar,
    vigilar: (alCambiar) => {
      oyentes.add(alCambiar);
      return () => { oyentes.delete(alCambiar); };
    },
    recuperar: async () => {
      await terminarHuerfanos(raiz);
      await buscarRestos();
      reloj = setInterval(() => void buscarRestos().catch(() => undefined), REVISAR_RESTOS_MS);
      reloj.unref();
    },
    cerrar: () => {
      clearInterval(reloj);
      for (const dejar of callar) dejar?.();
      hallados.sane?.cerrar();
      hallados.escl?.cerrar();
      oyentes.clear();
    },
  };
};
