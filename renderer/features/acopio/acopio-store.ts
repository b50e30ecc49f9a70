import type { ActaResumen, ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { MECANISMOS_TRASLADO, type MotivoSinActa, type TIPOS_DOCUMENTO } from '#shared/domain/acta.ts';
import { puede } from '#shared/domain/permisos.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { hora } from '#renderer/i18n/formato.ts';
import { mostrarImpreso } from '#renderer/impresos/impreso-store.ts';
import { esCodigo, esEsperada, porCasilla, pudoTraerFolio, puedeFaltar, puedeRecibirse } from './paquete.ts';

export type Traslado = (typeof MECANISMOS_TRASLADO)[number];
export type Documento = (typeof TIPOS_DOCUMENTO)[number];
export type SinActa = Salida<ContratoEstacion, 'acopio.sinActaPendientes'>[number];
export type Avance = Salida<ContratoEstacion, 'acopio.avance'>;
type Dialogo =
  | { readonly tipo: 'cual' | 'cual_traia' }
  | { readonly tipo: 'traia'; readonly acta: string }
  | { readonly tipo: 'sin_identificar' }
  | { readonly tipo: 'motivo'; readonly acta: string }
  | null;
type Acopio = {
  readonly texto: string;
  /** What the results are of; null before the first search. */
  readonly buscado: string | null;
  readonly resultados: readonly ActaResumen[];
  readonly casilla: string | null;
  readonly traslado: Traslado;
  readonly documento: Documento;
  readonly ocupado: boolean;
  readonly dialogo: Dialogo;
  readonly recientes: Carga<readonly ActaResumen[]>;
  readonly porConfirmar: Carga<readonly SinActa[]>;
  readonly avance: Carga<Avance>;
};

export const PARTES_ACOPIO: readonly Parte[] = ['acopio', 'digitalizacion'];
export const useAcopio = crearAlmacen<Acopio>(() => ({
  texto: '', buscado: null, resultados: [], casilla: null, traslado: '', documento: 'ACTA PREP', ocupado: false, dialogo: null, recientes: cargaInicial(), porConfirmar: cargaInicial(), avance: cargaInicial(),
}));

export const cargarRecientes = crearRecarga(
  () => api()['acopio.recientes']({}),
  (r) => useAcopio.setState((s) => ({ recientes: cargaCon(s.recientes, r) })),
);
export const cargarPorConfirmar = crearRecarga(
  () => api()['acopio.sinActaPendientes']({}),
  (r) => useAcopio.setState((s) => ({ porConfirmar: cargaCon(s.porConfirmar, r) })),
);

export const cargarAvance = crearRecarga(
  () => api()['acopio.avance']({}),
  (r) => useAcopio.setState((s) => ({ avance: cargaCon(s.avance, r) })),
);

/** Asks again for what is on the screen: somebody else may have received it. */
const refrescar = async (): Promise<void> => {
  const { buscado } = useAcopio.getState();
  if (buscado === null) return;
  const r = await api()['acopio.buscar']({ texto: buscado });
  if (r.ok && useAcopio.getState().buscado === buscado) useAcopio.setState({ resultados: r.valor });
};
export const cargarAcopio = async (): Promise<void> => {
  await Promise.all([cargarRecientes(), cargarPorConfirmar(), cargarAvance(), refrescar()]);
};

export const escribir = (texto: string): void => useAcopio.setState({ texto });
export const ponerTraslado = (traslado: Traslado): void => useAcopio.setState({ traslado });
export const ponerDocumento = (documento: Documento): void => useAcopio.setState({ documento });
export const siguienteTraslado = (): void =>
  useAcopio.setState((s) => ({ traslado: MECANISMOS_TRASLADO[(MECANISMOS_TRASLADO.indexOf(s.traslado) + 1) % MECANISMOS_TRASLADO.length] ?? '' }));
export const elegirCasilla = (casilla: string): void => useAcopio.setState({ casilla });

/** Goes up or down the list of casillas. */
export const moverCasilla = (paso: 1 | -1): void =>
  useAcopio.setState((s) => {
    const casillas = porCasilla(s.resultados).map((p) => p.casilla);
    const i = casillas.indexOf(s.casilla ?? '');
    return { casilla: casillas[Math.max(0, Math.min(casillas.length - 1, i + paso))] ?? null };
  });

const registrar = async (acta: ActaResumen): Promise<{ hora: string; otroCentro: string | null } | null> => {
  const { traslado, documento } = useAcopio.getState();
  const r = await api()['acopio.registrar']({ acta: acta.acta, mecanismoTraslado: traslado, tipoDocumento: documento });
  if (r.ok) return r.valor;
  anunciarError(r.error);
  return null;
};

/** Receives these actas, one event each; stops at the first that cannot be. */
export const recibir = async (actas: readonly ActaResumen[]): Promise<void> => {
  if (useAcopio.getState().ocupado) return;
  if (actas.length === 0) { anunciar('aviso', es.acopio.yaEstaba); return; }
  useAcopio.setState({ ocupado: true });
  let hechas = 0;
  let ultima: { hora: string; otroCentro: string | null } | null = null;
  for (const acta of actas) {
    ultima = await registrar(acta);
    if (!ultima) break;
    hechas += 1;
  }
  useAcopio.setState({ ocupado: false });
  if (ultima) {
    if (ultima.otroCentro === null) anunciar('bien', es.acopio.recibida(hechas, hora(ultima.hora)));
    else anunciar('aviso', es.acopio.recibidaDeOtro(hora(ultima.hora), ultima.otroCentro));
  }
  await refrescar();
};

/** Puts the package of an acta on the screen. */
const mostrarPaquete = async (acta: ActaResumen): Promise<void> => {
  useAcopio.setState({ texto: '', buscado: acta.casilla, resultados: [acta], casilla: acta.casilla });
  await refrescar();
};

const atenderCodigo = async (codigo: string): Promise<void> => {
  useAcopio.setState({ ocupado: true });
  const { traslado, documento } = useAcopio.getState();
  const r = await api()['acopio.leer']({ codigo, mecanismoTraslado: traslado, tipoDocumento: documento });
  useAcopio.setState({ ocupado: false, texto: '' });
  if (!r.ok) { anunciarError(r.error); return; }
  const leido = r.valor;
  if (!('acta' in leido)) { anunciar('mal', mensaje(`codigo_${leido.resultado}`)); return; }
  if (leido.resultado === 'ya_recibida') anunciar('aviso', es.acopio.repetida(hora(leido.hora)));
  else if (leido.otroCentro === null) anunciar('bien', es.acopio.recibida(1, hora(leido.hora)));
  else anunciar('aviso', es.acopio.recibidaDeOtro(hora(leido.hora), leido.otroCentro));
  await mostrarPaquete(leido.acta);
};

/** Looks for a section in the catalogue: what was typed, or chosen in the list of the expected. */
export const buscarSeccion = async (texto: string): Promise<void> => {
  const r = await api()['acopio.buscar']({ texto });
  if (!r.ok) { anunciarError(r.error); return; }
  // The first casilla that still waits for something.
  const primera = r.valor.find(esEsperada) ?? r.valor[0];
  useAcopio.setState({ texto, buscado: texto, resultados: r.valor, casilla: primera?.casilla ?? null });
};

let turno: Promise<void> = Promise.resolve();
/**
 * What a reader read, whole: a code of one acta is received, said where it goes and its package shown; the key of a
 * casilla shows the actas of its package. Codes that come one after another wait for each other: none is lost.
 */
export const leerCodigo = (codigo: string): Promise<void> => {
  turno = turno.then(() => (esCodigo(codigo) ? atenderCodigo(codigo) : buscarSeccion(codigo.trim())));
  return turno;
};

/** Enter on what was typed. */
export const buscar = async (): Promise<void> => {
  const { texto, ocupado } = useAcopio.getState();
  if (texto.trim() !== '' && !ocupado) await leerCodigo(texto);
};

const delPaquete = (): readonly ActaResumen[] => {
  const { resultados, casilla } = useAcopio.getState();
  return resultados.filter((a) => a.casilla === casilla);
};
export const recibirTodas = (): void => void recibir(delPaquete().filter(esEsperada));
export const recibirNumero = (i: number): void => {
  const acta = delPaquete()[i];
  if (acta) void recibir(puedeRecibirse(acta) ? [acta] : []);
};

const puedeSolicitar = (): boolean => puede(useSesion.getState().persona?.roles ?? [], 'sin_acta_solicitar');
/** Opens the report of a missing acta: which one, if there are several, then why. */
export const abrirSinActa = (acta?: string): void => {
  const faltan = delPaquete().filter(puedeFaltar);
  if (!puedeSolicitar() || faltan.length === 0) return;
  const una = acta ?? (faltan.length === 1 ? faltan[0]?.acta : undefined);
  useAcopio.setState({ dialogo: una === undefined ? { tipo: 'cual' } : { tipo: 'motivo', acta: una } });
};
export const cerrarDialogo = (): void => useAcopio.setState({ dialogo: null });

export const solicitarSinActa = async (motivo: MotivoSinActa): Promise<void> => {
  const { dialogo } = useAcopio.getState();
  if (dialogo?.tipo !== 'motivo') return;
  useAcopio.setState({ dialogo: null });
  const r = await api()['acopio.solicitarSinActa']({ acta: dialogo.acta, motivo });
  if (r.ok) anunciar('bien', es.acopio.reportada);
  else anunciarError(r.error);
  await cargarAcopio();
};

/** Takes a report back that was a mistake. */
export const retirarSinActa = async (acta: string): Promise<void> => {
  const r = await api()['acopio.retirarSinActa']({ acta });
  if (r.ok) anunciar('bien', es.acopio.retirada);
  else anunciarError(r.error);
  await cargarAcopio();
};

export const confirmarSinActa = async (acta: string): Promise<void> => {
  const r = await api()['acopio.confirmarSinActa']({ acta });
  if (r.ok) anunciar('bien', es.acopio.confirmada(hora(r.valor.hora)));
  else anunciarError(r.error);
  await cargarAcopio();
};
export const confirmarPrimera = (): void => {
  const primera = useAcopio.getState().porConfirmar.datos?.[0];
  if (primera && puede(useSesion.getState().persona?.roles ?? [], 'sin_acta_confirmar')) void confirmarSinActa(primera.acta);
};

/** Shows the labels of the package on the screen, ready to print: those received, or all while none has been. */
export const verEtiquetas = async (): Promise<void> => {
  // While the package is being received, those still on their way would have no label.
  if (useAcopio.getState().ocupado) return;
  const actas = delPaquete();
  const recibidas = actas.filter((a) => a.horaAcopio !== null);
  const claves = (recibidas.length > 0 ? recibidas : actas).map((a) => a.acta);
  if (claves.length === 0) return;
  const r = await api()['acopio.etiquetas']({ actas: claves });
  if (r.ok) mostrarImpreso({ tipo: 'etiquetas', etiquetas: r.valor });
  else anunciarError(r.error);
};

export const abrirSinIdentificar = (): void => useAcopio.setState({ dialogo: { tipo: 'sin_identificar' } });
/** A paper with nothing that says whose it is gets a number, and its label is shown. */
export const recibirSinIdentificar = async (nota: string): Promise<void> => {
  useAcopio.setState({ dialogo: null });
  const r = await api()['acopio.sinIdentificar']({ nota });
  if (!r.ok) { anunciarError(r.error); return; }
  anunciar('aviso', es.acopio.sinIdentificar.recibido(r.valor.folio));
  mostrarImpreso({ tipo: 'sin_identificar', folio: r.valor.folio, hora: r.valor.hora });
};

/** Opens the choice of the number that a paper came with: of which acta it is, if there are several, then which number. */
export const abrirTraia = (acta?: string): void => {
  const posibles = delPaquete().filter(pudoTraerFolio);
  if (posibles.length === 0 || (useAcopio.getState().avance.datos?.papeles.length ?? 0) === 0) return;
  const una = acta ?? (posibles.length === 1 ? posibles[0]?.acta : undefined);
  useAcopio.setState({ dialogo: una === undefined ? { tipo: 'cual_traia' } : { tipo: 'traia', acta: una } });
};
/** The paper that was numbered is of that acta: it counts no more among those without a name. */
export const nombrarPapel = async (folio: string): Promise<void> => {
  const { dialogo } = useAcopio.getState();
  if (dialogo?.tipo !== 'traia') return;
  useAcopio.setState({ dialogo: null });
  const r = await api()['acopio.nombrarPapel']({ folio, acta: dialogo.acta });
  if (r.ok) anunciar('bien', es.acopio.traia.hecho(folio));
  else anunciarError(r.error);
  await cargarAcopio();
};
