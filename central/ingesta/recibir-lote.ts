import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { MAXIMO_BYTES_LOTE } from '#shared/api/contrato-central.ts';
import { HASH_CERO } from '#shared/domain/evento.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Acuse } from '#shared/sync/acuse.ts';
import { utf8 } from '#shared/sync/bytes.ts';
import type { Cripto, Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, TIPO_ACUSE, type DocumentoFirmado } from '#shared/sync/firma.ts';
import { leerLote, type LoteLeido } from '#shared/sync/lote.ts';
import type { Catalogo } from '#central/catalogo.ts';
import type { RepositorioIngesta, TxIngesta } from '#central/db/ingesta-repository.ts';
import { horaIso } from '#central/hora.ts';
import type { PaqueteAbierto } from '#central/paquete.ts';
import type { Reloj } from '#central/puertos.ts';
import { exigirVigente, type Revocadas } from './exigir-vigente.ts';
import { imagenDe, leerHito } from './hitos.ts';

const descomprimir = promisify(gunzip);

export type DependenciasIngesta = {
  readonly repositorio: RepositorioIngesta;
  readonly paquete: PaqueteAbierto;
  readonly catalogo: Catalogo;
  readonly cripto: Cripto;
  readonly firmante: Firmante;
  readonly reloj: Reloj;
  readonly revocadas: Revocadas;
};

const texto = async (cuerpo: Uint8Array): Promise<string> => {
  let bytes: Uint8Array;
  try {
    bytes = await descomprimir(cuerpo, { maxOutputLength: MAXIMO_BYTES_LOTE });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw new AppError('lote_muy_grande', { maximo: MAXIMO_BYTES_LOTE });
    throw new AppError('lote_ilegible', { detalle: 'gzip' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AppError('lote_ilegible', { detalle: 'UTF-8' });
  }
};

/** What the lote's first event says of its epoca, where the epoca begins with it. */
const inicioDe = (lote: LoteLeido): DatosEvento<'estacion.iniciada'> | null => {
  const { evento } = lote.eventos[0]!;
  return evento.tipo === 'estacion.iniciada' ? (evento.datos as DatosEvento<'estacion.iniciada'>) : null;
};

/** What the lote says of itself against what the OPL says: package, certificate's dates, revocation, first event. */
const revisar = (deps: DependenciasIngesta, lote: LoteLeido): void => {
  const { cabecera, certificado } = lote;
  if (cabecera.paquete !== deps.paquete.sha256) throw new AppError('lote_otro_paquete');
  exigirVigente(deps, certificado, deps.reloj.ahora());
  const primero = lote.eventos[0]!.evento;
  if (primero.seq === 1 && primero.previo !== HASH_CERO) throw new AppError('lote_cadena', { seq: 1 });
  const fuera = lote.eventos.find(({ evento }, i) => evento.tipo === 'estacion.iniciada' && i > 0);
  if (fuera !== undefined) throw new AppError('lote_esquema', { seq: fuera.evento.seq, detalle: 'estacion.iniciada' });
  const datos = inicioDe(lote);
  if (datos === null) {
    if (primero.seq === 1) throw new AppError('lote_esquema', { seq: 1, detalle: 'estacion.iniciada' });
    return;
  }
  const enSuLugar = datos.hereda === undefined ? primero.seq === 1 : primero.seq === datos.hereda.hasta + 1 && primero.previo === datos.hereda.cabeza;
  const suyo = datos.epoca === cabecera.epoca && datos.catd === certificado.catd && datos.paquete === cabecera.paquete && datos.modo === deps.paquete.paquete.modo;
  if (!suyo || !enSuLugar) throw new AppError('lote_esquema', { seq: primero.seq, detalle: 'estacion.iniciada' });
};

/** Throws `lote_bifurcado` when the lote and what is held say different things of one place, neighbours included. */
const compararConLoGuardado = async (tx: TxIngesta, lote: LoteLeido): Promise<ReadonlySet<number>> => {
  const { epoca, desde, hasta, previo, cabeza } = lote.cabecera;
  const guardados = await tx.tramo(epoca, desde - 1, hasta + 1);
  for (const g of guardados) {
    const seq = g.seq === hasta + 1 ? hasta : g.seq;
    const [suyo, nuestro] = g.seq === hasta + 1 ? [cabeza, g.previo] : [g.seq === desde - 1 ? previo : lote.eventos[g.seq - desde]!.hash, g.hash];
    if (suyo !== nuestro) throw new AppError('lote_bifurcado', { seq, epoca });
  }
  for (const { seq, hash } of await tx.heredados(epoca)) {
    const suyo = lote.eventos[seq - desde]?.hash;
    if (suyo !== undefined && suyo !== hash) throw new AppError('lote_bifurcado', { seq, epoca });
  }
  return new Set(guardados.map((g) => g.seq));
};

/** An epoca that goes on from another one, held or not yet. Throws `lote_bifurcado` when it inherited what that one did not write. */
const heredar = async (tx: TxIngesta, lote: LoteLeido, hora: string): Promise<void> => {
  const { epoca } = lote.cabecera;
  const hereda = inicioDe(lote)?.hereda;
  if (hereda === undefined) return;
  const [suyo] = await tx.tramo(hereda.epoca, hereda.hasta, hereda.hasta);
  if (suyo !== undefined && suyo.hash !== hereda.cabeza) throw new AppError('lote_bifurcado', { seq: hereda.hasta, epoca: hereda.epoca });
  await tx.proyectar(await tx.heredar(epoca, hereda), hora);
  await tx.alarma({ clave: `relevo:${epoca}`, tipo: 'relevo', detalle: `${lote.certificado.estacion} releva a ${hereda.estacion} desde el evento ${String(hereda.hasta + 1)}`, hora });
};

const guardarNuevos = async (deps: DependenciasIngesta, tx: TxIngesta, lote: LoteLeido, guardados: ReadonlySet<number>, hora: string): Promise<number> => {
  const { epoca } = lote.cabecera;
  const nuevos = lote.eventos.filter((e) => !guardados.has(e.evento.seq));
  await tx.guardarEventos(nuevos.map(({ evento, texto: t, hash }) => ({ epoca, seq: evento.seq, hash, previo: evento.previo, tipo: evento.tipo, acta: evento.acta ?? null, hora: evento.hora, texto: t })));
  const hitos: Parameters<TxIngesta['guardarHitos']>[0][number][] = [];
  for (const { evento } of nuevos) {
    const leido = leerHito(deps.catalogo, epoca, evento);
    if (leido === null) continue;
    if (leido.hito !== null) hitos.push({ epoca, seq: evento.seq, ...leido.hito });
    if (leido.alarma !== null) await tx.alarma({ clave: `${leido.alarma}:${epoca}:${evento.seq}`, tipo: leido.alarma, detalle: `${evento.tipo} ${evento.acta ?? ''}: ${leido.detalle}`, hora });
  }
  await tx.guardarHitos(hitos);
  for (const acta of await tx.proyectar([...new Set(hitos.map((h) => h.acta))], hora)) {
    await tx.alarma({ clave: `acta:${acta}`, tipo: 'acta_en_dos_epocas', detalle: acta, hora });
  }
  return nuevos.length;
};

/** Its own station with its own key, or another one of the same CATD, which holds a copy: the chain ties what it sends to what is held. */
const puedeEnviar = async (tx: TxIngesta, epoca: { estacion: string; llave: string }, { estacion, llave, catd }: LoteLeido['certificado']): Promise<boolean> =>
  epoca.estacion === estacion ? epoca.llave === llave : (await tx.catdDe(epoca.estacion)) === catd;

const guardar = async (deps: DependenciasIngesta, tx: TxIngesta, lote: LoteLeido, sha: string, lineas: { cabecera: string; firma: string }, hora: string) => {
  const { cabecera, certificado } = lote;
  const { epoca, desde, hasta, cabeza } = cabecera;
  const conocida = await tx.epoca(epoca);
  if (!conocida) await tx.nuevaEpoca({ epoca, estacion: certificado.estacion, llave: certificado.llave, primera: hora, hereda: null, hereda_hasta: null, hereda_cabeza: null }, certificado.catd);
  else if (!(await puedeEnviar(tx, conocida, certificado))) throw new AppError('epoca_ajena', { epoca, estacion: certificado.estacion });

  const guardados = await compararConLoGuardado(tx, lote);
  if (!guardados.has(desde)) await heredar(tx, lote, hora);
  const nuevos = await guardarNuevos(deps, tx, lote, guardados, hora);
  const imagenes = new Map(lote.eventos.flatMap(({ evento }) => imagenDe(evento) ?? []).map((i) => [i.imagen, i.bytes]));
  await tx.nombrarImagenes([...imagenes].map(([imagen, bytes]) => ({ imagen, bytes, completa: 0, primera: hora, recibida: null })));
  await tx.nombrarEnEpoca(epoca, [...imagenes.keys()]);
  const anterior = await tx.lote(epoca, sha);
  if (!anterior) await tx.guardarLote({ epoca, sha, desde, hasta, ...lineas, recibido: hora });
  return {
    estado: nuevos === 0 ? 'repetido' as const : 'aceptado' as const, recibido: anterior?.recibido ?? hora, imagenesFaltantes: await tx.imagenesFaltantes([...imagenes.keys()]),
    tiene: await tx.extender(epoca, { desde, hasta, cabeza }),
  };
};

/**
 * Takes one lote whole: proves it, stores it in one transaction, and only then signs the acuse. The same lote again,
 * or a range that is already held with the same hashes, is a repetition and changes nothing. Lotes come in any order.
 * An epoca may go on from another one, after a relief (ADR 13), and then a station of the same CATD may send the rest of
 * that one too. Throws AppError with the reason of a refusal; then nothing of the lote is kept here.
 */
export const recibirLote = async (deps: DependenciasIngesta, cuerpo: Uint8Array): Promise<{ acuse: Acuse; firmado: DocumentoFirmado }> => {
  const t = await texto(cuerpo);
  const lote = leerLote(deps.cripto, t, deps.paquete.llaveOpl);
  revisar(deps, lote);
  const sha = deps.cripto.sha256(utf8(t));
  const lineas = t.split('\n', lote.eventos.length + 2);
  const hora = horaIso(deps.reloj.ahora(), deps.paquete.paquete.zonaMinutos);
  const resultado = await deps.repositorio.transaccion((tx) => guardar(deps, tx, lote, sha, { cabecera: lineas[0]!, firma: lineas.at(-1)! }, hora));
  const { epoca, desde, hasta, cabeza } = lote.cabecera;
  const acuse: Acuse = { estacion: lote.certificado.estacion, epoca, desde, hasta, cabeza, lote: sha, ...resultado };
  return { acuse, firmado: firmarDocumento(deps.firmante, TIPO_ACUSE, JSON.stringify(acuse)) };
};
