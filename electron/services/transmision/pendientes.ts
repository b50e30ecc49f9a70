import type { RepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import type { EstadoTransmision } from '#electron/station/puertos.ts';
import type { Parametros } from '#shared/errors/app-error.ts';
import { MENSAJES, type CodigoError } from '#shared/errors/mensajes.ts';
import type { ImagenDetenida } from './enviar-imagenes.ts';

type Cuentas = Pick<EstadoTransmision, 'eventosPendientes' | 'actasPendientes' | 'imagenesPendientes' | 'bytesPendientes' | 'segundosRestantes'>;
type PorAtender = EstadoTransmision['porAtender'];

/** An event as it travels, compressed. */
const BYTES_POR_EVENTO = 180;
/** Refused because its lote is not there yet: that lote is what has to be looked at. */
const ESPERA_SU_LOTE = 'imagen_desconocida';

/** Nobody refused it: it was never sent, or the central lost it, and it goes again by itself. */
const VUELVE_A_IR: ReadonlySet<string> = new Set(['sin_enviar', 'central_sin_datos']);

const texto = (codigo: string, parametros: Parametros): string =>
  codigo in MENSAJES ? MENSAJES[codigo as CodigoError](parametros) : `El servidor central dijo «${codigo}».`;

/** What has not left, or was not accepted, counted from the tables. */
export const contarPendientes = ({ estado, ultimo, epocaDe, estacion, dicho }: { readonly estado: RepositorioTransmision; readonly ultimo: () => number; readonly epocaDe: (seq: number) => string; readonly estacion: string; readonly dicho: (desde: number) => Parametros }) => {
  const rechazados = (): number => estado.rechazados().reduce((n, r) => n + r.hasta - r.desde + 1, 0);
  const eventos = (): number => estado.eventosDesde(estado.ultimo()) + rechazados();

  const actas = (): number => {
    const tramos = [...estado.rechazados(), { desde: estado.ultimo() + 1, hasta: ultimo() }];
    return new Set(tramos.flatMap((t) => estado.actasEntre(t.desde, t.hasta))).size;
  };
  return {
    cuantos: (): number => eventos() + estado.resumenImagenes().imagenes,
    hay: (): boolean => estado.hayEventosDesde(estado.ultimo()) || rechazados() + estado.resumenImagenes().imagenes > 0,
    /** `bytesPorSegundo`: the pace of the link, null when it was not measured. */
    contar: (bytesPorSegundo: number | null): Cuentas => {
      const { imagenes, bytes } = estado.resumenImagenes();
      const eventosPendientes = eventos();
      const falta = bytes + eventosPendientes * BYTES_POR_EVENTO;
      return {
        eventosPendientes, actasPendientes: actas(), imagenesPendientes: imagenes, bytesPendientes: bytes,
        segundosRestantes: falta === 0 ? 0 : bytesPorSegundo === null || bytesPorSegundo < 1 ? null : Math.ceil(falta / bytesPorSegundo),
      };
    },
    /** What does not get better by waiting: refused lotes and stopped images, by reason. */
    porAtender: (detenidas: readonly ImagenDetenida[]): PorAtender => {
      const cuenta = new Map<string, { que: 'lote' | 'imagen'; cuantos: number; motivo: string }>();
      const sumar = (que: 'lote' | 'imagen', codigo: string, parametros: Parametros): void => {
        const antes = cuenta.get(que + codigo);
        cuenta.set(que + codigo, { que, cuantos: (antes?.cuantos ?? 0) + 1, motivo: antes?.motivo ?? texto(codigo, parametros) });
      };
      for (const r of estado.rechazados()) if (!VUELVE_A_IR.has(r.codigo)) sumar('lote', r.codigo, { seq: String(r.desde), epoca: epocaDe(r.desde), estacion, ...dicho(r.desde) });
      for (const d of detenidas) if (d.codigo !== ESPERA_SU_LOTE) sumar('imagen', d.codigo, { archivo: d.imagen.slice(0, 12) });
      return [...cuenta.values()];
    },
  };
};
