import { siguienteEstado } from '#shared/domain/estados.ts';
import type { DatosEvento } from '#shared/domain/eventos.ts';
import { familiaDe } from '#shared/domain/plantilla.ts';
import { catalogoQr, identificarQr } from '#shared/domain/qr.ts';
import type { Autor, PartesDigitalizacion } from './partes.ts';

type MotivoPorIdentificar = DatosEvento<'imagen.por_identificar'>['motivo'];

/** What became of an image. */
export type Identificada =
  | { readonly tipo: 'digitalizada' | 'alternativa'; readonly acta: string }
  | { readonly tipo: 'por_identificar'; readonly motivo: MotivoPorIdentificar };

/** What the identity of an image is decided on. */
export type ImagenPorNombrar = { readonly imagen: string; readonly qr: string | null; readonly plantilla: string | null };

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

/** The acta of the catalogue that a QR names; null when it names none. */
export const crearActaDeQr = (p: Pick<PartesDigitalizacion, 'catalogo'>): ((texto: string) => string | null) => {
  const qr = catalogoQr(p.catalogo.paquete);
  return (texto) => {
    const leido = identificarQr(texto, qr);
    return leido.tipo === 'acta' ? leido.clave : null;
  };
};

/**
 * Decides whose an image is by its QR, checked against the catalogue and against the form that was seen; what does not
 * agree waits for a person, with the reason. Must run inside a transaction.
 */
export const crearIdentificar = (p: Pick<PartesDigitalizacion, 'diario' | 'actas' | 'catalogo'>) => {
  const { paquete } = p.catalogo;
  const qr = catalogoQr(paquete);
  const asignar = crearAsignarImagen(p);

  const decidir = ({ qr: texto, plantilla }: ImagenPorNombrar): { readonly acta: string } | { readonly motivo: MotivoPorIdentificar } => {
    if (texto === null) return { motivo: 'sin_qr' };
    const leido = identificarQr(texto, qr);
    if (leido.tipo !== 'acta') return { motivo: ({ otra_eleccion: 'otra_eleccion', fuera_de_catalogo: 'no_en_catalogo', ilegible: 'qr_ilegible' } as const)[leido.tipo] };
    const esperada = familiaDe(paquete.plantillas, p.catalogo.acta(leido.clave)?.tipoActa ?? '');
    return plantilla !== null && plantilla !== esperada ? { motivo: 'plantilla_distinta' } : { acta: leido.clave };
  };

  return (imagen: ImagenPorNombrar, autor: Autor): Identificada => {
    const decidida = decidir(imagen);
    if ('acta' in decidida) return { tipo: asignar(imagen.imagen, decidida.acta, 'qr', autor), acta: decidida.acta };
    p.diario.registrar({ tipo: 'imagen.por_identificar', ...autor, datos: { imagen: imagen.imagen, motivo: decidida.motivo } });
    return { tipo: 'por_identificar', motivo: decidida.motivo };
  };
};
