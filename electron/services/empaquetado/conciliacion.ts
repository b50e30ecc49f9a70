import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Fichas } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { ESTADOS } from '#shared/domain/estados.ts';

type Conciliacion = Salida<ContratoEstacion, 'empaquetado.cajas'>['conciliacion'];
type Partes = {
  readonly actas: RepositorioActas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly catd: string;
  /** Whether the acta may go into a box now. */
  readonly puedeIr: (acta: ActaGuardada) => boolean;
};

/** Longer lists are read by nobody; the counts are of all. */
const MAXIMO_LISTA = 200;

/**
 * The paper of the center, counted two ways: what acopio received and what the boxes hold. They agree when every
 * received acta is in a box, every boxed one was received (an acta fuera de catálogo has no reception of its own), every
 * expected acta came or was confirmed SIN ACTA, and of every paper that came without a name it is known whose it is.
 */
export const crearConciliacion = (p: Partes): (() => Conciliacion) => {
  const propias = new Set(p.catalogo.actas.filter((a) => p.catalogo.casilla(a.casilla)?.catd === p.catd).map((a) => a.clave));
  return () => {
    const todas = ESTADOS.flatMap((estado) => p.actas.enEstado(estado));
    const conPapel = todas.filter((a) => a.horaAcopio !== null && a.estado !== 'sin_acta' && p.catalogo.acta(a.clave) !== null);
    const fuera = todas.filter((a) => p.catalogo.acta(a.clave) === null);
    const sinIdentificar = p.actas.sinIdentificar().length;
    const enCaja = todas.filter((a) => a.caja !== null);
    const pendientes = [...conPapel, ...fuera].filter((a) => a.caja === null);
    const sinAcopio = enCaja.filter((a) => a.horaAcopio === null && p.catalogo.acta(a.clave) !== null);
    const soloImagen = todas.filter((a) => a.horaAcopio === null && a.estado !== 'sin_acta' && a.caja === null && p.catalogo.acta(a.clave) !== null);
    const sinActa = todas.filter((a) => a.estado === 'sin_acta').length;
    const llegadas = new Set(todas.map((a) => a.clave));
    const faltan = [...propias].filter((clave) => !llegadas.has(clave)).length;
    const porEmpaquetar = pendientes.filter(p.puedeIr).length;
    return {
      esperadas: propias.size, recibidas: conPapel.length, soloImagen: soloImagen.length, sinActa, faltan, fueraDeCatalogo: fuera.length,
      deOtroCentro: conPapel.filter((a) => !propias.has(a.clave)).length,
      empaquetadas: enCaja.length, porEmpaquetar, enProceso: pendientes.length - porEmpaquetar, sinIdentificar,
      cuadra: pendientes.length === 0 && sinAcopio.length === 0 && soloImagen.length === 0 && faltan === 0 && sinIdentificar === 0,
      pendientes: pendientes.slice(0, MAXIMO_LISTA).map((a) => p.fichas.resumen(a.clave)),
      sinAcopio: sinAcopio.slice(0, MAXIMO_LISTA).map((a) => p.fichas.resumen(a.clave)),
    };
  };
};
