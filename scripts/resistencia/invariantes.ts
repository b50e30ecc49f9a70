import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crearCentral } from '#central/crear-central.ts';
import { rutaEnCentral } from '#central/imagenes/carpetas-imagenes.ts';
import { leerUnaEleccion } from '#electron/prep/leer-archivo.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { verificarCarpeta } from '#electron/station/verificar-carpeta.ts';
import type { DatosEvento, TipoEvento } from '#shared/domain/eventos.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import type { Evento } from '#shared/domain/evento.ts';
import type { FilaPrep } from '#shared/prep-csv/fila.ts';
import { leerAcuse } from '#shared/sync/acuse.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import { leerExistencias } from '#shared/sync/existencias.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';
import { leerLote } from '#shared/sync/lote.ts';
import { proyeccionesYReconstruccion } from '#tests/proyecciones.ts';
import { leerBitacora, leerCentral, sinCola, type EnCentral, type Entrada } from './bitacoras.ts';
import { textoValores, type Libreta, type Paso } from './libreta.ts';
import { INICIO_MS } from './puesta.ts';
import { shaDe } from './sala.ts';

const datosDe = <T extends TipoEvento>(evento: Evento, tipo: T): DatosEvento<T> | null => (evento.tipo === tipo ? evento.datos as DatosEvento<T> : null);

/** The step of a person that an event says was done; null when it is of no person. */
const pasoDe = (e: Evento): Paso | null => {
  const acta = e.acta ?? '';
  const captura = datosDe(e, 'captura.registrada');
  if (captura) return { clave: `captura ${acta} ${captura.ciclo} ${e.actor}`, quien: e.actor, valores: textoValores(captura.valores) };
  const verificada = datosDe(e, 'acta.verificada');
  if (verificada) return verificada.via === 'resolucion' ? { clave: `resolucion ${acta} ${verificada.ciclo}`, quien: verificada.verificador ?? '', valores: textoValores(verificada.valores) } : null;
  const hoja = datosDe(e, 'hoja.recibida');
  if (hoja) return { clave: `hoja ${hoja.sha256}`, quien: 'escaner', valores: '' };
  const nombre = ({ 'acta.acopiada': 'acopio', 'acta.cotejada': 'cotejo', 'acta.empaquetada': 'caja' } as Record<string, string>)[e.tipo];
  return nombre === undefined ? null : { clave: `${nombre} ${acta}`, quien: e.actor, valores: '' };
};

const igual = (a: Paso, b: Paso): boolean => a.clave === b.clave && a.quien === b.quien && a.valores === b.valores;
/** The same sheet may go through the feeder again; its image is stored once. */
const puedeRepetirse = (paso: Paso): boolean => paso.clave.startsWith('hoja ');

/** Every step that was confirmed to a person is in the journal, once, as it was said; and nothing that nobody asked for. */
export const revisarLibreta = (libreta: Pick<Libreta, 'confirmados' | 'posibles'>, entradas: readonly Entrada[]): string[] => {
  const hechos = new Map<string, Paso[]>();
  for (const { evento } of entradas) {
    const paso = pasoDe(evento);
    if (paso) hechos.set(paso.clave, [...(hechos.get(paso.clave) ?? []), paso]);
  }
  const faltas: string[] = [];
  for (const paso of libreta.confirmados()) {
    const suyos = hechos.get(paso.clave) ?? [];
    if (suyos.length === 0) faltas.push(`perdido: ${paso.clave}`);
    else if (!suyos.some((s) => igual(s, paso))) faltas.push(`cambiado: ${paso.clave}`);
  }
  const posibles = libreta.posibles();
  for (const [clave, suyos] of hechos) {
    if (suyos.length > 1 && !puedeRepetirse(suyos[0]!)) faltas.push(`repetido: ${clave}`);
    if (suyos.some((s) => !posibles.some((p) => igual(p, s)))) faltas.push(`no confirmado a nadie: ${clave}`);
  }
  const imagenes = entradas.flatMap(({ evento }) => datosDe(evento, 'imagen.guardada')?.imagen ?? []);
  if (new Set(imagenes).size !== imagenes.length) faltas.push('repetida: una imagen se guardó dos veces');
  return faltas;
};

/** An acta that two people agreed on says what both of them captured. */
const revisarVerificadas = (entradas: readonly Entrada[]): string[] => {
  const capturas = entradas.flatMap(({ evento }) => {
    const c = datosDe(evento, 'captura.registrada');
    return c ? [{ acta: evento.acta, ciclo: c.ciclo, quien: evento.actor, valores: textoValores(c.valores) }] : [];
  });
  return entradas.flatMap(({ evento }) => {
    const v = datosDe(evento, 'acta.verificada');
    if (v?.via !== 'coincidencia') return [];
    const suyas = capturas.filter((c) => c.acta === evento.acta && c.ciclo === v.ciclo && c.valores === textoValores(v.valores));
    return new Set(suyas.map((c) => c.quien)).size === 2 ? [] : [`verificada sin dos capturas iguales: ${evento.acta ?? ''}`];
  });
};

/** Chain, images, and projections against those that the journal makes again. The folder is looked at in a copy. */
export const revisarCarpeta = async (carpeta: string, paquete: Paquete): Promise<string[]> => {
  const { imagenesMalas } = await verificarCarpeta(carpeta);
  const copia = mkdtempSync(join(dirname(carpeta), 'revision-'));
  try {
    cpSync(carpetaTrabajo(carpeta).base, carpetaTrabajo(copia).base);
    const { antes, despues } = proyeccionesYReconstruccion(copia, paquete);
    const distintas = Object.keys(antes).filter((tabla) => JSON.stringify(antes[tabla]) !== JSON.stringify(despues[tabla]));
    return [...imagenesMalas.map((i) => `imagen que ya no es la que era: ${i}`), ...distintas.map((t) => `proyección distinta de su reconstrucción: ${t}`)];
  } finally {
    rmSync(copia, { recursive: true, force: true });
  }
};

/** What a receipt in the journal says that the central holds, if the central signed it; null otherwise. */
const leerRecibo = (texto: string, llaveCentral: string): { tramos: { epoca: string; desde: number; hasta: number; cabeza: string }[]; imagenes: string[] } | null => {
  const documento = documentoFirmadoSchema.parse(JSON.parse(texto));
  const acuse = leerAcuse(criptoNode, documento, llaveCentral);
  if (acuse !== null) return { tramos: [acuse], imagenes: [] };
  const existencias = leerExistencias(criptoNode, documento, llaveCentral);
  return existencias && { tramos: existencias.epocas.flatMap(({ epoca, tramos }) => tramos.map((t) => ({ epoca, ...t }))), imagenes: existencias.imagenes.map((i) => i.imagen) };
};

const lugaresDe = (central: EnCentral): Map<string, string> => new Map(central.eventos.map((e) => [`${e.epoca} ${e.seq}`, e.hash]));

/** Every receipt that the journal keeps is the central's, and the central holds what it says. */
export const revisarAcuses = (entradas: readonly Entrada[], central: EnCentral, llaveCentral: string, enCentral = lugaresDe(central)): string[] =>
  entradas.flatMap(({ evento }) => {
    const dicho = datosDe(evento, 'lote.acusado') ?? datosDe(evento, 'imagenes.acusadas');
    if (dicho === null) return [];
    const recibo = leerRecibo(dicho.acuse, llaveCentral);
    if (recibo === null) return [`recibo que no firmó la central: ${evento.seq}`];
    const faltan = recibo.tramos.flatMap((t) => Array.from({ length: t.hasta - t.desde + 1 }, (_, i) => `${t.epoca} ${t.desde + i}`)).filter((lugar) => !enCentral.has(lugar));
    const bien = faltan.length === 0 && recibo.tramos.every((t) => enCentral.get(`${t.epoca} ${t.hasta}`) === t.cabeza) && recibo.imagenes.every((i) => central.imagenes.has(i));
    return bien ? [] : [`con recibo y no está en la central: evento ${evento.seq}`];
  });

const HITOS: ReadonlySet<string> = new Set(['acta.verificada', 'acta.sin_acta', 'acta.fuera_de_catalogo']);

/** What the central holds is signed, is what it says, and its milestones are those of its events. */
const revisarCentral = (central: EnCentral, llaveOpl: string): string[] => {
  const faltas: string[] = [];
  for (const lote of central.lotes) {
    try {
      leerLote(criptoNode, lote.texto, llaveOpl);
    } catch (error) {
      faltas.push(`lote que la central guardó y no se prueba: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (criptoNode.sha256(utf8(lote.texto)) !== lote.sha) faltas.push(`lote que no es el que se recibió: ${lote.sha}`);
  }
  const deEventos = central.eventos.filter((e) => HITOS.has(e.tipo));
  if (deEventos.length !== central.hitos.size || deEventos.some((e) => !central.hitos.has(`${e.epoca} ${e.seq}`))) faltas.push('los hitos de la central no son los de sus eventos');
  const actas = new Set(deEventos.map((e) => e.acta));
  if (actas.size !== central.publicadas.size || [...central.publicadas.keys()].some((a) => !actas.has(a))) faltas.push('las actas de la central no son las de sus hitos');
  return faltas;
};

/** Names of the images that count as whole at the central and whose bytes are not those of their name. */
const revisarImagenesCentral = (carpeta: string, imagenes: Iterable<string>): string[] =>
  [...imagenes].filter((imagen) => {
    const ruta = rutaEnCentral(carpeta, imagen);
    return !existsSync(ruta) || shaDe(readFileSync(ruta)) !== imagen;
  }).map((imagen) => `imagen que la central tiene por entera y no lo está: ${imagen}`);

/** What the journal last says of each acta, as the place of that event and its values. */
const hitosDe = (entradas: readonly Entrada[]): Map<string, { readonly lugar: string; readonly verificada: DatosEvento<'acta.verificada'> | null }> =>
  new Map(entradas.flatMap(({ epoca, seq, evento }) => (HITOS.has(evento.tipo) ? [[evento.acta ?? '', { lugar: `${epoca} ${seq}`, verificada: datosDe(evento, 'acta.verificada') }] as const] : [])));

/** What is published of each acta is what the journal last says of it: in the central's tables, and in the files of a cut that is made for this. */
const revisarPublicado = async (o: LoQueHay & { readonly central: string }, publicadas: EnCentral['publicadas'], ultima: readonly Entrada[]): Promise<string[]> => {
  const filas = new Map<string, FilaPrep>();
  const central = await crearCentral({
    carpeta: o.central, paqueteTexto: readFileSync(join(o.carpeta, 'paquete.json'), 'utf8'), llaveOpl: o.llaveOpl, firmante: crearFirmante(readFileSync(join(o.carpeta, 'central.pem'), 'utf8')), cripto: criptoNode,
    reloj: { ahora: () => INICIO_MS }, registro: { info: () => undefined, error: () => undefined },
  });
  try {
    const corte = await central.corte({ ultimo: true });
    for (const { csv } of corte.main.elecciones) for (const fila of (await leerUnaEleccion(join(corte.carpeta, csv))).filas) filas.set(fila.claveActa, fila);
  } finally {
    await central.cerrar();
  }
  const hitos = hitosDe(ultima);
  const faltas = [...hitos].filter(([acta, h]) => publicadas.get(acta) !== h.lugar).map(([acta]) => `se publica otro paso que el último de la bitácora: ${acta}`);
  for (const [acta, { verificada }] of hitos) {
    const fila = filas.get(acta);
    if (verificada === null) continue;
    const igualQueAlla = fila?.codigoIntegridad === verificada.imagen && Object.entries(verificada.valores).every(([campo, valor]) => fila.valores[campo] === valor);
    if (!igualQueAlla) faltas.push(`el archivo publicado no dice lo que se verificó: ${acta}`);
  }
  const deMas = [...filas.values()].filter((f) => f.contabilizada !== null && !hitos.has(f.claveActa));
  return [...faltas, ...deMas.map((f) => `publicada sin que nadie la verificara: ${f.claveActa}`)];
};

export type LoQueHay = {
  readonly paquete: Paquete;
  /** Folder of the cycle, with the package and the keys. */
  readonly carpeta: string;
  readonly llaveOpl: string;
  readonly llaveCentral: string;
  readonly libreta: Pick<Libreta, 'confirmados' | 'posibles'>;
  /** Workspaces, closed, the one that goes on last. */
  readonly estaciones: readonly string[];
  /** Folder of the central, closed; null when nothing was sent. */
  readonly central: string | null;
  /** Whether something was taken from the central that it had acknowledged. */
  readonly centralPierde: boolean;
};

/** Everything that must hold whatever happened. Empty when it does. */
export const revisarTodo = async (o: LoQueHay): Promise<string[]> => {
  const faltas: string[] = [];
  const bitacoras: (readonly Entrada[])[] = [];
  for (const carpeta of o.estaciones) {
    faltas.push(...await revisarCarpeta(carpeta, o.paquete));
    bitacoras.push(leerBitacora(carpeta));
  }
  const ultima = bitacoras.at(-1) ?? [];
  faltas.push(...revisarLibreta(o.libreta, ultima), ...revisarVerificadas(ultima));
  if (o.central === null) return faltas;

  // A central that opens makes again what does not follow from its lotes: what is wrong is seen before.
  const cerrada = leerCentral(o.central);
  faltas.push(...revisarCentral(cerrada, o.llaveOpl), ...await revisarPublicado({ ...o, central: o.central }, cerrada.publicadas, ultima));
  const central = leerCentral(o.central);
  if (!o.centralPierde && bitacoras.flat().some((e) => e.evento.tipo === 'central.perdio')) faltas.push('la central perdió lo que había acusado');
  const enCentral = lugaresDe(central);
  const enEstaciones = new Map(bitacoras.flat().map((e) => [`${e.epoca} ${e.seq}`, e.hash]));
  const faltan = bitacoras.flatMap(sinCola).filter((e) => enCentral.get(`${e.epoca} ${e.seq}`) !== e.hash);
  if (faltan.length > 0) faltas.push(`la central no tiene ${faltan.length} eventos, desde ${faltan[0]!.seq}`);
  const deMas = central.eventos.filter((e) => enEstaciones.get(`${e.epoca} ${e.seq}`) !== e.hash);
  if (deMas.length > 0) faltas.push(`la central tiene ${deMas.length} eventos que no están en ninguna bitácora`);
  const sinImagen = bitacoras.flat().flatMap(({ evento }) => datosDe(evento, 'imagen.guardada')?.imagen ?? []).filter((i) => !central.imagenes.has(i));
  if (sinImagen.length > 0) faltas.push(`la central no tiene ${new Set(sinImagen).size} imágenes`);
  return [...faltas, ...bitacoras.flatMap((b) => revisarAcuses(b, central, o.llaveCentral, enCentral)), ...revisarImagenesCentral(o.central, central.imagenes)];
};
