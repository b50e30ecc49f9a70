import type { AlmacenImagenes, Asignaciones, Avisos, Diario, ExamenImagen, Hoja, Registro, Vision } from '#electron/station/puertos.ts';
import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import { siguienteEstado } from '#shared/domain/estados.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { catalogoQr, identificarQr } from '#shared/domain/qr.ts';
import type { CodigoError } from '#shared/errors/mensajes.ts';

export type PartesDigitalizacion = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly imagenes: RepositorioImagenes;
  readonly catalogo: Catalogo;
  readonly almacen: AlmacenImagenes;
  readonly vision: Vision;
  readonly asignaciones: Asignaciones;
  readonly avisos: Avisos;
  readonly registro: Registro;
};
/** Who does it and from where. */
export type Autor = { readonly actor: string; readonly puesto: string };
type MotivoPorIdentificar = DatosEvento<'imagen.por_identificar'>['motivo'];

/** What became of a sheet. */
export type ResultadoHoja =
  | { readonly tipo: 'digitalizada' | 'alternativa' | 'repetida'; readonly imagen: string; readonly acta: string | null }
  | { readonly tipo: 'por_identificar'; readonly imagen: string; readonly motivo: MotivoPorIdentificar }
  /** Not a usable image: its bytes are kept among the refused ones. */
  | { readonly tipo: 'rechazada'; readonly imagen: string; readonly codigo: CodigoError };

const CODIGO_DE_PROBLEMA = {
  no_es_imagen: 'imagen_no_es_imagen', truncada: 'imagen_truncada', muy_pequena: 'imagen_muy_pequena', muy_grande: 'imagen_demasiados_pixeles', varias_paginas: 'imagen_varias_paginas',
  formato_no_admitido: 'imagen_formato_no_admitido',
} as const satisfies Record<string, CodigoError>;

/**
 * Gives an image to an acta: the first one is captured; another one of an acta that has its own is kept as an
 * alternative (domain: 10). Must run inside a transaction.
 */
export const crearAsignarImagen = (p: Pick<PartesDigitalizacion, 'diario' | 'actas'>) =>
  (imagen: string, clave: string, identificada: 'qr' | 'manual', autor: Autor): 'digitalizada' | 'alternativa' => {
    const acta = p.actas.porClave(clave);
    if (siguienteEstado(acta?.estado ?? 'esperada', 'digitalizar') !== null) {
      p.diario.registrar({ tipo: 'acta.digitalizada', acta: clave, ...autor, datos: { imagen, identificada, ciclo: (acta?.ciclo ?? 0) + 1 } });
      return 'digitalizada';
    }
    const vigente = acta?.imagen ?? null;
    if (vigente === null) throw new Error(`acta ${clave} neither takes an image nor has one`);
    p.diario.registrar({ tipo: 'imagen.alternativa', acta: clave, ...autor, datos: { imagen, vigente } });
    return 'alternativa';
  };

/** Takes in one sheet: stores its bytes durably, looks at them, and registers what it is. */
export const crearRecibirHoja = (p: PartesDigitalizacion) => {
  const qr = catalogoQr(p.catalogo.paquete);
  const asignar = crearAsignarImagen(p);

  /** The same bytes again. An alternative whose acta waits for an image becomes its image; else nothing but a note. */
  const repetir = (imagen: string, hoja: Hoja, autor: Autor): ResultadoHoja => {
    const previa = p.imagenes.porNombre(imagen);
    const acta = previa?.acta ?? null;
    p.diario.registrar({ tipo: 'imagen.repetida', ...(acta === null ? {} : { acta }), ...autor, datos: { imagen, fuente: hoja.fuente } });
    if (previa?.estado === 'alternativa' && acta !== null && siguienteEstado(p.actas.estadoDe(acta), 'digitalizar') !== null) {
      return { tipo: asignar(imagen, acta, 'qr', autor), imagen, acta };
    }
    return { tipo: 'repetida', imagen, acta };
  };

  const identificar = (imagen: string, texto: string | null, autor: Autor): ResultadoHoja => {
    const leido = texto === null ? null : identificarQr(texto, qr);
    if (leido?.tipo === 'acta') return { tipo: asignar(imagen, leido.clave, 'qr', autor), imagen, acta: leido.clave };
    const motivos = { otra_eleccion: 'otra_eleccion', fuera_de_catalogo: 'no_en_catalogo', ilegible: 'qr_ilegible' } as const;
    const motivo: MotivoPorIdentificar = leido === null ? 'sin_qr' : motivos[leido.tipo];
    p.diario.registrar({ tipo: 'imagen.por_identificar', ...autor, datos: { imagen, motivo } });
    return { tipo: 'por_identificar', imagen, motivo };
  };

  const rechazar = async (imagen: string, codigo: CodigoError, detalle: string, hoja: Hoja, autor: Autor): Promise<ResultadoHoja> => {
    await p.almacen.apartar(imagen);
    p.diario.transaccion(() => p.diario.registrar({ tipo: 'entrada.rechazada', ...autor, datos: { codigo, detalle, archivo: hoja.fuente, sha256: imagen } }));
    p.registro.info('input refused', { codigo, imagen });
    return { tipo: 'rechazada', imagen, codigo };
  };

  return async (hoja: Hoja, autor: Autor): Promise<ResultadoHoja> => {
    const { imagen } = await p.almacen.guardar(hoja.bytes);
    const conocida = p.imagenes.porNombre(imagen) !== null;
    const examen: ExamenImagen = conocida ? { problema: null, qr: null } : await p.vision.examinar(hoja.bytes);
    if (examen.problema !== null) return rechazar(imagen, CODIGO_DE_PROBLEMA[examen.problema], examen.problema, hoja, autor);
    return p.diario.transaccion(() => {
      // Looked at again inside: the same sheet may have come by another way while this one was examined.
      if (p.imagenes.porNombre(imagen) !== null) return repetir(imagen, hoja, autor);
      const { fuente, hoja: numero, origen, digitalizacion } = hoja;
      p.diario.registrar({
        tipo: 'imagen.guardada', ...autor,
        datos: { imagen, bytes: hoja.bytes.length, origen, digitalizacion, fuente, hoja: numero, qr: examen.qr?.texto ?? null, lector: examen.qr?.lector ?? null },
      });
      return identificar(imagen, examen.qr?.texto ?? null, autor);
    });
  };
};
export type RecibirHoja = ReturnType<typeof crearRecibirHoja>;
