import type { Atiende, AtiendePasos, Avisos, Contexto, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { ActaResumen, ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Entrada, Salida } from '#shared/api/metodo.ts';
import { NOMBRES_ESTADO, NOMBRES_PASO, siguienteEstado } from '#shared/domain/estados.ts';
import { catalogoQr, escribirEtiqueta, identificarQr, leerQr, type QrIdentificado } from '#shared/domain/qr.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import { crearAvance } from './avance.ts';
import { reglaVentana } from './ventana.ts';

/** Results of a search shown at once: a section has some tens of actas. */
const MAXIMO_BUSQUEDA = 100;
const RECIENTES = 30;
/** Of what was read and could not be used, so much is kept. */
const MAXIMO_DETALLE = 200;

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
  /** This center. */
  readonly catd: string;
};
type Consultas = 'acopio.buscar' | 'digitalizacion.buscarActa' | 'acopio.recientes' | 'acopio.avance' | 'acopio.etiquetas' | 'acopio.sinIdentificar' | 'acopio.nombrarPapel';
type Recepcion = Entrada<ContratoEstacion, 'acopio.registrar'>;

/** Acopio: which acta arrived, and when. The hour is the journal's, never typed. */
export const crearServicioAcopio = (p: Partes): Atiende<Consultas> & AtiendePasos<'acopio.registrar' | 'acopio.leer'> => {
  const { paquete } = p.catalogo;
  const qr = catalogoQr(paquete);
  const otroCentroDe = (catd: string): string | null => (catd === p.catd ? null : p.catalogo.nombreCatd(catd));

  const clavesDe = (texto: string): readonly string[] => {
    const buscado = texto.trim();
    if (buscado === '') return [];
    if (leerQr(buscado) !== null) {
      const leido = identificarQr(buscado, qr);
      return leido.tipo === 'acta' ? [leido.clave] : [];
    }
    if (/^\d{1,4}$/.test(buscado)) return p.catalogo.actasDeSeccion(buscado).map((a) => a.clave);
    const clave = buscado.toUpperCase();
    // Six digits name an entity and a section: less would list half the state.
    return clave.length < 6 ? [] : p.catalogo.actas.filter((a) => a.clave.startsWith(clave)).map((a) => a.clave);
  };

  /** What the operating window says of now: nothing, or that the event must say it was outside. */
  const exigirVentana = (): { readonly fueraDeVentana?: true } => {
    const regla = reglaVentana(paquete, p.diario.ahora());
    if (regla === 'rechazada') throw new AppError('fuera_de_ventana', { inicio: paquete.ventana.inicio, fin: paquete.ventana.fin });
    return regla === 'anotada' ? { fueraDeVentana: true } : {};
  };

  const registrar = (entrada: Recepcion, ctx: Contexto): { hora: string; otroCentro: string | null } => {
    const persona = exigirPersona(ctx);
    const { casilla } = p.catalogo.detalle(entrada.acta);
    const evento = p.diario.transaccion(() => {
      const previa = p.actas.porClave(entrada.acta);
      const estado = previa?.estado ?? 'esperada';
      if (previa !== null && previa.horaAcopio !== null && estado !== 'sin_acta') throw new AppError('acta_ya_acopiada', { acta: entrada.acta, hora: previa.horaAcopio.slice(11, 16) });
      if (siguienteEstado(estado, 'acopiar') === null) throw new AppError('paso_no_permitido', { acta: entrada.acta, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.acopiar });
      return p.diario.registrar({
        tipo: 'acta.acopiada', acta: entrada.acta, actor: persona.id, puesto: ctx.puesto,
        datos: { mecanismoTraslado: entrada.mecanismoTraslado, tipoDocumento: entrada.tipoDocumento, catdReceptor: p.catd, catdAsignado: casilla.catd, ...exigirVentana() },
      });
    });
    p.avisos.cambio('acopio', 'digitalizacion');
    return { hora: evento.hora, otroCentro: otroCentroDe(casilla.catd) };
  };

  /** What was read and did not become a reception stays in the journal. */
  const anotarRechazo = (codigo: CodigoError, detalle: string, ctx: Contexto): void => {
    const actor = exigirPersona(ctx).id;
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'entrada.rechazada', actor, puesto: ctx.puesto, datos: { codigo, detalle: detalle.slice(0, MAXIMO_DETALLE), archivo: null, sha256: null } }));
  };

  /** Barcodes carry the bare key of the acta, which is checked against the catalogue. */
  const nombrar = (codigo: string): QrIdentificado => {
    const clave = codigo.toUpperCase();
    return p.catalogo.acta(clave) === null ? identificarQr(codigo, qr) : { tipo: 'acta', clave };
  };

  const leer = ({ codigo, ...recepcion }: Entrada<ContratoEstacion, 'acopio.leer'>, ctx: Contexto): Salida<ContratoEstacion, 'acopio.leer'> => {
    const leido = nombrar(codigo);
    if (leido.tipo !== 'acta') {
      anotarRechazo(`codigo_${leido.tipo}`, codigo, ctx);
      return { resultado: leido.tipo };
    }
    try {
      const { hora, otroCentro } = registrar({ ...recepcion, acta: leido.clave }, ctx);
      return { resultado: 'recibida', acta: p.fichas.resumen(leido.clave), hora, otroCentro };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      anotarRechazo(error.codigo, codigo, ctx);
      const acta = p.fichas.resumen(leido.clave);
      if (error.codigo === 'acta_ya_acopiada' && acta.horaAcopio !== null) return { resultado: 'ya_recibida', acta, hora: acta.horaAcopio };
      throw error;
    }
  };

  const sinIdentificar = ({ nota }: { readonly nota: string | null }, ctx: Contexto): { folio: string; hora: string } => {
    const actor = exigirPersona(ctx).id;
    const { folio, hora } = p.diario.transaccion(() => {
      exigirVentana();
      const numero = `${p.catd}-SI-${String(p.actas.foliosDados() + 1).padStart(3, '0')}`;
      return { folio: numero, hora: p.diario.registrar({ tipo: 'papel.sin_identificar', actor, puesto: ctx.puesto, datos: { folio: numero, nota: nota === '' ? null : nota } }).hora };
    });
    p.avisos.cambio('acopio');
    return { folio, hora };
  };

  const nombrarPapel = ({ folio, acta: clave }: Entrada<ContratoEstacion, 'acopio.nombrarPapel'>, ctx: Contexto): Record<string, never> => {
    const actor = exigirPersona(ctx).id;
    p.diario.transaccion(() => {
      const papel = p.actas.sinIdentificar().find((x) => x.folio === folio);
      if (!papel) throw new AppError('folio_desconocido', { folio });
      const acta = p.actas.porClave(clave);
      const estado = acta?.estado ?? 'esperada';
      // Of an acta that has not come the paper is received first: its reception says how it came.
      if (acta === null || estado === 'sin_acta') throw new AppError('paso_no_permitido', { acta: clave, estado: NOMBRES_ESTADO[estado], paso: NOMBRES_PASO.identificar });
      p.diario.registrar({ tipo: 'papel.identificado', acta: clave, actor, puesto: ctx.puesto, datos: { folio, imagen: acta.imagen, horaAcopio: papel.hora } });
    });
    p.avisos.cambio('acopio', 'digitalizacion', 'empaquetado');
    return {};
  };

  const etiqueta = (clave: string): Salida<ContratoEstacion, 'acopio.etiquetas'>[number] => {
    const { casilla, acta } = p.catalogo.detalle(clave);
    const { nombre, titulo, horaAcopio } = p.fichas.resumen(clave);
    return { acta: clave, nombre, titulo, tipoActa: acta.tipoActa, centro: p.catalogo.nombreCatd(p.catd), otroCentro: otroCentroDe(casilla.catd), hora: horaAcopio, codigo: escribirEtiqueta(paquete.id, clave) };
  };

  const buscar = ({ texto }: { readonly texto: string }): ActaResumen[] => clavesDe(texto).slice(0, MAXIMO_BUSQUEDA).map((clave) => p.fichas.resumen(clave));

  return {
    'acopio.buscar': buscar,
    'digitalizacion.buscarActa': buscar,
    'acopio.registrar': registrar,
    'acopio.leer': leer,
    'acopio.sinIdentificar': sinIdentificar,
    'acopio.nombrarPapel': nombrarPapel,
    'acopio.etiquetas': ({ actas }) => actas.map(etiqueta),
    'acopio.avance': crearAvance(p),
    'acopio.recientes': () => p.actas.acopiadas(RECIENTES).map((a) => p.fichas.resumen(a.clave)),
  };
};
