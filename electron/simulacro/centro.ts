import type { Estacion } from '#electron/station/crear-estacion.ts';
import type { Trabajo } from '#shared/api/contrato-estacion.ts';
import { comparar } from '#shared/domain/captura.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Valor } from '#shared/domain/valor.ts';
import type { CharolaSimulada } from './charola.ts';
import { conDesliz, type Yerro } from './deslices.ts';
import type { FilaEsperada } from './esperado.ts';
import { nombreDeImagen, type EstadoHoja, type Imprenta } from './hojas.ts';
import { crearGente, exigir, type Persona } from './personas.ts';
import type { RelojVirtual } from './reloj-virtual.ts';
import { trasUsb } from './tras-usb.ts';
import type { ActaSimulada, FueraSimulada } from './verdad.ts';

/** One acta on its way through a center, and what the drill has in store for it. */
export type TareaActa = {
  readonly simulada: ActaSimulada;
  readonly esperada: FilaEsperada;
  readonly yerro: Yerro;
  readonly hoja: EstadoHoja;
  /** A capturista finds the first image useless and it is scanned again. */
  readonly reportar: boolean;
  /** The same sheet goes twice through the scanner, or another image of the acta comes later. */
  readonly repetir: 'no' | 'misma' | 'otra';
  /** Captures done in each cycle. */
  readonly capturas: Map<number, number>;
  copias: number;
  reportada: boolean;
  /** SHA-256 of the image that must be published. */
  vigente: string | null;
  /** SHA-256 of an image that a person rejected: its sheet may pass again, and is never the acta's. */
  rechazada: string | null;
  hecha: boolean;
};
export type TareaFuera = { readonly simulada: FueraSimulada; acta: string | null; imagen: string | null; hecha: boolean };

export type PartesCentro = {
  readonly catd: string;
  /** The station as it is now: another object after it was opened again. */
  readonly estacion: () => Estacion;
  readonly charola: CharolaSimulada;
  readonly imprenta: Imprenta;
  readonly paquete: Paquete;
  readonly reloj: RelojVirtual;
  readonly semilla: string;
  readonly tareas: readonly TareaActa[];
  readonly fuera: readonly TareaFuera[];
  /** People look at the image before they capture: off where there are no images. */
  readonly mirar: boolean;
};

/** Actas that come through the door in a round: what six capturistas capture twice meanwhile. */
const POR_RONDA = 3;
const POR_CAJA = 20;
/** What a step takes on the drill's clock; the rest of the round is shared among them. */
const PASO_MS = 400;

type Hoja = { readonly bytes: () => Promise<Uint8Array>; readonly fuente: string; readonly tarea: TareaActa | TareaFuera | null };
const esActa = (t: Hoja['tarea']): t is TareaActa => t !== null && 'yerro' in t;

/** A room full of virtual people who work in rounds until every acta that came is in its box. */
export const crearCentro = (p: PartesCentro) => {
  const gente = crearGente(p.paquete.usuarios, (llamada) => p.estacion().despachar(llamada));
  const uno = (persona: Persona | undefined, rol: string): Persona => {
    if (!persona) throw new AppError('opcion_invalida', { opcion: '--paquete', detalle: `no tiene a nadie con la función de ${rol}` });
    return persona;
  };
  const [acopiador, digitalizador, verificador, supervisor] = (['acopiador', 'digitalizador', 'verificador', 'supervisor'] as const).map((rol) => uno(gente(rol)[0], rol)) as [Persona, Persona, Persona, Persona];
  const puerta: (TareaActa | TareaFuera)[] = [...p.tareas];
  // Those outside the catalogue come scattered among the others.
  p.fuera.forEach((f, i) => puerta.splice(Math.floor(((i + 1) * puerta.length) / (p.fuera.length + 1)), 0, f));
  const porActa = new Map(p.tareas.map((t) => [t.simulada.acta.clave, t]));
  const porFuente = new Map<string, Hoja>();
  let charola: Hoja[] = [];
  let despues: Hoja[] = [];
  let porAtascar = false;

  const paso = (): void => p.reloj.avanzar(PASO_MS);

  const hojaDeActa = (t: TareaActa, estado: EstadoHoja): Hoja => {
    const { acta } = t.simulada;
    const copia = t.copias++;
    return { bytes: () => p.imprenta.deActa(t.simulada, t.esperada.valores ?? {}, estado, copia), fuente: `${acta.clave}-${copia}.jpg`, tarea: t };
  };

  const registrarActa = async (t: TareaActa): Promise<void> => {
    const { acta } = t.simulada;
    const halladas = await exigir(acopiador.api['acopio.buscar']({ texto: escribirEtiqueta(p.paquete.id, acta.clave) }));
    if (halladas[0]?.acta !== acta.clave) throw new AppError('acta_desconocida', { acta: acta.clave });
    const sinActa = t.simulada.fila.sinActa;
    // Only a package that came tells how it travelled.
    if (sinActa === null || t.esperada.mecanismo !== '') {
      await exigir(acopiador.api['acopio.registrar']({ acta: acta.clave, mecanismoTraslado: t.esperada.mecanismo, tipoDocumento: t.esperada.tipoDocumento }));
    }
    if (sinActa !== null) {
      await exigir(acopiador.api['acopio.solicitarSinActa']({ acta: acta.clave, motivo: sinActa }));
      return;
    }
    const hoja = hojaDeActa(t, t.hoja);
    charola.push(hoja);
    if (t.repetir === 'misma') despues.push(hoja);
    if (t.repetir === 'otra') despues.push(hojaDeActa(t, 'limpia'));
  };

  const acopiar = async (): Promise<void> => {
    const llegan = puerta.splice(0, POR_RONDA);
    for (const t of llegan) {
      if (esActa(t)) await registrarActa(t);
      else charola.push({ bytes: () => p.imprenta.deFuera(t.simulada), fuente: `fuera-${t.simulada.eleccion.id}-${t.simulada.numero}.jpg`, tarea: t });
      paso();
    }
    const pendientes = await exigir(supervisor.api['acopio.sinActaPendientes']({}));
    for (const { acta } of pendientes) {
      await exigir(supervisor.api['acopio.confirmarSinActa']({ acta }));
      const tarea = porActa.get(acta);
      if (tarea) tarea.hecha = true;
      paso();
    }
  };

  /** What the scanner gave becomes the acta's image, unless it has one. */
  const anotarImagen = (hoja: Hoja, bytes: Uint8Array): void => {
    const imagen = nombreDeImagen(bytes);
    if (hoja.tarea === null) return;
    if (!esActa(hoja.tarea)) hoja.tarea.imagen = imagen;
    else if (imagen !== hoja.tarea.rechazada) hoja.tarea.vigente ??= imagen;
  };

  /** The tray as the operator sees it after a scan. */
  const verBandeja = async () => {
    const { escaneres, imagenes } = await exigir(digitalizador.api['digitalizacion.bandeja']({}));
    return { tanda: escaneres.find((e) => e.id === p.charola.escaner.id)?.tanda ?? null, imagenes };
  };

  /**
   * Scans until the tray is empty. After a jam the operator puts back the sheet that they are told, and those behind it:
   * it must be the first that is not stored, and the paper left must be what the station does not have.
   */
  const pasarHojas = async (): Promise<void> => {
    for (let quedan = p.charola.escaner.hojas() ?? 0; ; ) {
      await exigir(digitalizador.api['digitalizacion.escanear']({ escaner: p.charola.escaner.id }));
      await p.estacion().enReposo();
      const { tanda } = await verBandeja();
      if (!tanda?.falla) return;
      if (tanda.falla.codigo !== 'escaner_atasco') throw new AppError(tanda.falla.codigo as 'interno', tanda.falla.parametros);
      quedan -= tanda.recibidas;
      if (tanda.hojaPerdida !== tanda.recibidas + 1 || p.charola.escaner.hojas() !== quedan) throw new Error(`after a jam the station asks for sheet ${tanda.hojaPerdida} and has ${tanda.recibidas}; ${quedan} are left`);
      paso();
    }
  };

  const escanear = async (): Promise<void> => {
    const hojas = charola;
    charola = despues;
    despues = [];
    if (hojas.length === 0) return;
    p.charola.cargar(hojas.map((h) => {
      porFuente.set(h.fuente, h);
      paso();
      const { tarea } = h;
      return {
        bytes: h.bytes, fuente: h.fuente, alGuardar: (bytes) => { anotarImagen(h, bytes); },
        ...(esActa(tarea) ? { origen: tarea.esperada.origen, digitalizacion: tarea.esperada.digitalizacion } : {}),
      };
    }));
    if (porAtascar) p.charola.atascar(Math.min(2, hojas.length));
    porAtascar = false;
    await pasarHojas();
    for (const { imagen, estado } of (await verBandeja()).imagenes) {
      if (estado === 'por_revisar') await exigir(digitalizador.api['digitalizacion.aceptar']({ imagen, motivo: 'Se alcanza a leer.' }));
    }
    for (const { imagen, fuente } of await exigir(digitalizador.api['digitalizacion.porIdentificar']({}))) {
      const tarea = porFuente.get(fuente)?.tarea;
      if (!tarea) continue;
      if (esActa(tarea)) await exigir(digitalizador.api['digitalizacion.identificar']({ imagen, acta: tarea.simulada.acta.clave }));
      else tarea.acta = (await exigir(verificador.api['digitalizacion.declararFuera']({ imagen, eleccion: tarea.simulada.eleccion.id }))).acta;
      paso();
    }
  };

  const tareaDe = (trabajo: Trabajo): TareaActa & { esperada: { valores: Readonly<Record<string, Valor>> } } => {
    const tarea = porActa.get(trabajo.acta);
    if (!tarea?.esperada.valores) throw new AppError('acta_desconocida', { acta: trabajo.acta });
    return tarea as TareaActa & { esperada: { valores: Readonly<Record<string, Valor>> } };
  };

  const teclear = (t: TareaActa, valores: Readonly<Record<string, Valor>>, trabajo: Trabajo, ronda: number): Record<string, Valor> => {
    const base = `${p.semilla}:${trabajo.acta}`;
    const mal = trabajo.ciclo === 1 && (t.yerro === 'ambas_igual' || t.yerro === 'ambas_distinto' || t.yerro === (ronda === 0 ? 'primera' : 'segunda'));
    if (!mal) return { ...valores };
    return conDesliz(valores, trabajo.campos, t.yerro === 'ambas_igual' ? base : `${base}:${ronda}`);
  };

  const capturar = async (): Promise<void> => {
    for (const persona of gente('capturista')) {
      const { trabajo } = await exigir(persona.api['captura.siguiente']({}));
      paso();
      if (!trabajo) continue;
      const tarea = tareaDe(trabajo);
      if (p.mirar) await exigir(persona.api['imagen.ver']({ imagen: trabajo.imagen, version: 'pantalla' }));
      const ronda = tarea.capturas.get(trabajo.ciclo) ?? 0;
      if (tarea.reportar && !tarea.reportada && ronda === 0) {
        await exigir(persona.api['digitalizacion.rechazar']({ imagen: trabajo.imagen, motivo: 'La imagen no se alcanza a leer.' }));
        tarea.reportada = true;
        tarea.rechazada = trabajo.imagen;
        tarea.vigente = null;
        charola.push(hojaDeActa(tarea, 'limpia'));
        continue;
      }
      await exigir(persona.api['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: teclear(tarea, tarea.esperada.valores, trabajo, ronda) }));
      tarea.capturas.set(trabajo.ciclo, ronda + 1);
    }
  };

  const resolver = async (): Promise<void> => {
    for (const persona of gente('verificador')) {
      const { trabajo } = await exigir(persona.api['verificacion.siguiente']({}));
      paso();
      if (!trabajo) continue;
      const { esperada } = tareaDe(trabajo);
      // What both read the same is not decided here: if both erred, the cotejo finds it.
      const valores = { ...trabajo.capturas[0], ...Object.fromEntries(trabajo.distintos.map((clave) => [clave, esperada.valores[clave]!])) };
      const nadieLoLeyo = trabajo.distintos.some((clave) => trabajo.capturas.every((c) => c[clave] !== valores[clave]));
      await exigir(persona.api['verificacion.resolver']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores, motivo: nadieLoLeyo ? 'El papel dice otra cifra.' : null }));
    }
  };

  const cotejar = async (): Promise<void> => {
    for (const persona of gente('cotejador')) {
      for (let i = 0; i < POR_RONDA; i++) {
        const { trabajo } = await exigir(persona.api['cotejo.siguiente']({}));
        if (!trabajo) break;
        const distintos = comparar(trabajo.campos, trabajo.valores, tareaDe(trabajo).esperada.valores);
        if (distintos.length === 0) await exigir(persona.api['cotejo.aceptar']({ acta: trabajo.acta }));
        else await exigir(persona.api['cotejo.pedirRecaptura']({ acta: trabajo.acta, motivo: `No coincide con el papel: ${distintos.join(', ')}`.slice(0, 300) }));
        paso();
      }
    }
  };

  const empaquetar = async (): Promise<void> => {
    const pendientes = await exigir(acopiador.api['empaquetado.pendientes']({}));
    if (pendientes.length === 0 || (pendientes.length < POR_CAJA && puerta.length > 0)) return;
    const actas = pendientes.slice(0, POR_CAJA).map((a) => a.acta);
    await exigir(acopiador.api['empaquetado.cerrarCaja']({ actas }));
    const enCaja = new Set(actas);
    for (const acta of enCaja) {
      const tarea = porActa.get(acta) ?? p.fuera.find((f) => f.acta === acta);
      if (tarea) tarea.hecha = true;
    }
    paso();
  };

  return {
    catd: p.catd,
    /** What no night goes without: files that are no images on the tray of the next round, where they can come, and a sheet that jams. */
    estorbar: async (): Promise<void> => {
      porAtascar = true;
      if (!p.charola.admiteBasura) return;
      for (const { bytes, fuente } of await p.imprenta.basura()) charola.push({ bytes: () => Promise.resolve(bytes), fuente, tarea: null });
    },
    /** One turn of everybody; `enMedio` happens while actas are half done. */
    ronda: async (enMedio?: () => Promise<void>): Promise<void> => {
      await acopiar();
      await escanear();
      await capturar();
      await enMedio?.();
      await resolver();
      await cotejar();
      await empaquetar();
    },
    enviar: () => exigir(supervisor.api['transmision.enviar']({})),
    /** All that no acuse covers goes on a USB. Gives the last place that it carries. */
    exportar: async (ruta: string): Promise<number> => (await trasUsb(p.estacion(), supervisor, () => exigir(supervisor.api['usb.exportar']({ ruta, rango: null })))).exportado?.hasta ?? 0,
    /** The acuses that came back on it. */
    acusar: (ruta: string) => trasUsb(p.estacion(), supervisor, () => exigir(supervisor.api['usb.acusar']({ ruta }))),
    porLlevar: async () => (await exigir(supervisor.api['usb.estado']({}))).pendientes,
    resumen: () => exigir(supervisor.api['tablero.resumen']({})),
    /** Actas that came and are not in their box yet, or that have not come. */
    faltan: (): number => [...p.tareas, ...p.fuera].filter((t) => !t.hecha).length + charola.length + despues.length,
  };
};
export type Centro = ReturnType<typeof crearCentro>;
