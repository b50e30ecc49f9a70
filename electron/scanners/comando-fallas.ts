import { AppError } from '#shared/errors/app-error.ts';
import type { CodigoEscaner, ConfiguracionDe } from './perfil.ts';
import type { FinProceso } from './proceso.ts';

/** What a program's exit codes and words mean. */
export type Interpretacion = Pick<ConfiguracionDe<'comando'>, 'codigos' | 'mensajes'>;

/** Failures in which a sheet may have left the tray even when none came before. */
const MUEVE_PAPEL: ReadonlySet<CodigoEscaner> = new Set(['escaner_atasco', 'escaner_doble_alimentacion', 'escaner_pagina_incompleta']);
const MAXIMO_DETALLE = 200;

const codigoDe = (fin: FinProceso, dicho: string, { codigos, mensajes }: Interpretacion): CodigoEscaner | null => {
  if (fin.motivo === 'ausente' || fin.motivo === 'sin_permiso') return 'escaner_programa';
  if (fin.motivo === 'detenido') return 'escaner_cancelado';
  if (fin.motivo === 'agotado') return 'escaner_desconectado';
  const minusculas = dicho.toLowerCase();
  // Some programs say what went wrong and exit with 0.
  const porPalabras = mensajes.find(({ contiene }) => minusculas.includes(contiene.toLowerCase()))?.codigo;
  if (porPalabras) return porPalabras;
  const porCodigo = fin.codigo === null ? undefined : codigos[String(fin.codigo)];
  return porCodigo ?? (fin.codigo === 0 ? null : 'escaner_respuesta');
};

export type PedidoFallaComando = {
  readonly fin: FinProceso;
  /** All that it printed. */
  readonly dicho: string;
  readonly interpretacion: Interpretacion;
  readonly escaner: string;
  readonly programa: string;
  /** Pages that it left whole. */
  readonly hojas: number;
  /** Pages that it said it had scanned. */
  readonly escaneadas: number;
};

const codigoDeCorrida = (p: PedidoFallaComando): CodigoEscaner | null => {
  const codigo = codigoDe(p.fin, p.dicho, p.interpretacion);
  if (codigo !== null && codigo !== 'escaner_sin_papel') return codigo;
  if (p.escaneadas > p.hojas) return 'escaner_pagina_incompleta';
  return p.hojas === 0 ? 'escaner_sin_papel' : null;
};

/**
 * How a program's run is to be told; null when it ended well. An empty feeder after some pages is a good end. The
 * parameter `hoja` is the first sheet that left the feeder, or may have, and of which nothing whole was left.
 */
export const fallaDeComando = (p: PedidoFallaComando): AppError | null => {
  const codigo = codigoDeCorrida(p);
  if (codigo === null) return null;
  const ultima = p.dicho.split(/[\r\n]+/).map((l) => l.trim()).filter((l) => l !== '').at(-1)?.slice(0, MAXIMO_DETALLE);
  const parametros = {
    ...(codigo === 'escaner_respuesta' ? { detalle: ultima ?? (p.fin.senal === null ? `terminó con el código ${p.fin.codigo ?? '—'}` : `lo detuvo la señal ${p.fin.senal}`) } : {}),
    ...(codigo === 'escaner_programa' ? { programa: p.programa } : {}),
    ...(codigo === 'escaner_desconectado' || codigo === 'escaner_sin_permiso' ? { escaner: p.escaner } : {}),
  };
  const enCamino = codigo !== 'escaner_programa' && codigo !== 'escaner_sin_papel' && (MUEVE_PAPEL.has(codigo) || p.hojas > 0);
  return new AppError(codigo, enCamino || p.escaneadas > p.hojas ? { ...parametros, hoja: p.hojas + 1 } : parametros);
};
