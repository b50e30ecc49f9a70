import type { HojaPendiente } from '#electron/db/repositories/tanda-repository.ts';
import type { ExamenImagen, ProblemaImagen } from '#electron/station/puertos.ts';
import { siguienteEstado } from '#shared/domain/estados.ts';
import type { ExamenGuardado } from '#shared/domain/examen.ts';
import { HOJA_EN_BLANCO } from '#shared/domain/tanda.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';
import { crearAsignarImagen, crearIdentificar } from './identificar.ts';
import type { Autor, PartesDigitalizacion } from './partes.ts';

const CODIGO_DE_PROBLEMA = {
  no_es_imagen: 'imagen_no_es_imagen', truncada: 'imagen_truncada', muy_pequena: 'imagen_muy_pequena', muy_grande: 'imagen_demasiados_pixeles', varias_paginas: 'imagen_varias_paginas',
  formato_no_admitido: 'imagen_formato_no_admitido',
} as const satisfies Record<ProblemaImagen, CodigoError>;

/** A file taken apart: SHA-256 of the pages that can be read, in order, and the numbers (from 1) of those that cannot. */
export type Paginas = { readonly paginas: string[]; readonly ilegibles: number[] };

/** What a sheet of clean paper is told apart by: no ink and no label. */
const esHojaBlanca = (examen: ExamenGuardado, qr: ExamenImagen['qr']): boolean =>
  qr === null && examen.medidas.some((m) => m.nombre === 'hoja_blanca' && m.veredicto === 'repetir');

const autorDe = ({ actor, puesto }: HojaPendiente): Autor => ({ actor, puesto });

/** Registers what became of a sheet whose bytes are stored: each way ends in one transaction, after which the sheet no longer waits. */
export const crearResolverHoja = (p: PartesDigitalizacion) => {
  const asignar = crearAsignarImagen(p);
  const identificar = crearIdentificar(p);

  /** The same bytes again. An alternative whose acta waits for an image becomes its image; else nothing but a note. */
  const repetir = (h: HojaPendiente): void => {
    const imagen = h.sha256;
    const previa = p.imagenes.porNombre(imagen);
    const acta = previa?.acta ?? null;
    p.diario.registrar({ tipo: 'imagen.repetida', ...(acta === null ? {} : { acta }), ...autorDe(h), datos: { imagen, fuente: h.fuente } });
    if (previa?.estado === 'alternativa' && acta !== null && siguienteEstado(p.actas.estadoDe(acta), 'digitalizar') !== null) asignar(imagen, acta, 'qr', autorDe(h));
  };

  /** Whether these bytes were taken in before: as an image, or as a file of several pages. */
  const conocida = (sha256: string): boolean => p.imagenes.porNombre(sha256) !== null || p.tandas.fueSeparada(sha256);

  const guardar = (h: HojaPendiente, bytes: number, qr: ExamenImagen['qr'], examen: ExamenGuardado | null): void => {
    const { sha256: imagen, origen, digitalizacion, fuente, hoja } = h;
    p.diario.registrar({
      tipo: 'imagen.guardada', ...autorDe(h),
      datos: { imagen, bytes, origen, digitalizacion, fuente, hoja, qr: qr?.texto ?? null, lector: qr?.lector ?? null, ...(examen === null ? {} : { examen }) },
    });
  };

  /** Good goes on, blank is nobody's work, the rest is for the operator. */
  const juzgar = (h: HojaPendiente, qr: ExamenImagen['qr'], examen: ExamenGuardado | null): void => {
    const imagen = h.sha256;
    if (examen !== null && esHojaBlanca(examen, qr)) {
      p.diario.registrar({ tipo: 'imagen.rechazada', ...autorDe(h), datos: { imagen, motivo: HOJA_EN_BLANCO } });
    } else if (examen !== null && examen.veredicto !== 'buena') {
      p.diario.registrar({ tipo: 'imagen.por_revisar', ...autorDe(h), datos: { imagen, veredicto: examen.veredicto } });
    } else identificar({ imagen, qr: qr?.texto ?? null, plantilla: examen?.alineacion?.plantilla ?? null }, autorDe(h));
  };

  /** Runs `fn` in a transaction unless the same bytes were taken in meanwhile. */
  const unaVez = (h: HojaPendiente, fn: () => void): void =>
    p.diario.transaccion(() => {
      // Whatever resolved it already, resolved it: a sheet has one outcome.
      if (!p.tandas.espera(h.sha256)) return;
      if (conocida(h.sha256)) repetir(h);
      else fn();
    });

  const apartar = (h: HojaPendiente, codigo: CodigoError, detalle: string): void => {
    p.diario.transaccion(() => {
      if (!p.tandas.espera(h.sha256)) return;
      p.diario.registrar({ tipo: 'entrada.rechazada', ...autorDe(h), datos: { codigo, detalle, archivo: h.fuente, sha256: h.sha256 } });
    });
    p.registro.info('input refused', { codigo, imagen: h.sha256 });
  };

  return {
    conocida,
    repetida: (h: HojaPendiente): void => unaVez(h, () => repetir(h)),
    /** An image of one page, looked at. */
    examinada: (h: HojaPendiente, bytes: number, { qr, examen = null }: ExamenImagen): void => unaVez(h, () => {
      guardar(h, bytes, qr, examen);
      juzgar(h, qr, examen);
    }),
    /** What the eye fails on: a person gets it all the same. */
    sinExamen: (h: HojaPendiente, bytes: number): void => unaVez(h, () => {
      guardar(h, bytes, null, null);
      p.diario.registrar({ tipo: 'imagen.por_identificar', ...autorDe(h), datos: { imagen: h.sha256, motivo: 'sin_examen' } });
    }),
    /** A file of several pages: from here on each page that can be read is a sheet of its own, and the others are told to the operator. */
    separada: (h: HojaPendiente, { paginas, ilegibles }: Paginas): void => unaVez(h, () => {
      p.diario.registrar({ tipo: 'entrada.separada', ...autorDe(h), datos: { sha256: h.sha256, archivo: h.fuente, paginas, ...(ilegibles.length === 0 ? {} : { ilegibles }) } });
    }),
    /** Not a usable image: its bytes are kept among the refused ones. */
    rechazada: async (h: HojaPendiente, problema: ProblemaImagen, formato: string | null): Promise<void> => {
      await p.almacen.apartar(h.sha256);
      apartar(h, CODIGO_DE_PROBLEMA[problema], formato ?? problema);
    },
    /** Its bytes cannot be read any more. */
    perdida: (h: HojaPendiente): void => apartar(h, 'hoja_sin_bytes', 'hoja_sin_bytes'),
  };
};
export type ResolverHoja = ReturnType<typeof crearResolverHoja>;
