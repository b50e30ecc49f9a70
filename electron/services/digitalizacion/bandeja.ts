import type { Fichas } from '#electron/station/puertos.ts';
import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { ImagenGuardada, RechazoGuardado } from '#electron/db/repositories/imagen-repository.ts';
import type { ImagenBandeja } from '#shared/api/contrato-estacion.ts';
import { mensaje, type CodigoError } from '#shared/errors/mensajes.ts';

/** Where the paper must go, in the operator's words. */
export const DESTINOS: Readonly<Record<ImagenBandeja['estado'], string>> = {
  en_proceso: 'En proceso', por_revisar: 'Revisar', en_captura: 'A captura', por_identificar: 'Identificar', alternativa: 'Guardar con su acta', rechazada: 'Repetir escaneo',
  fuera_de_catalogo: 'Apartar: fuera de catálogo', lista: 'A cotejo y empaquetado',
};

const MOTIVOS: Readonly<Record<string, string>> = {
  sin_qr: 'No se encontró el código QR.', otra_eleccion: 'El código QR es de otra elección.', no_en_catalogo: 'El código QR no es de ninguna acta esperada.',
  qr_ilegible: 'El código QR no se entiende.',
};

const CAPTURADAS: ReadonlySet<string> = new Set(['verificada', 'cotejada', 'empaquetada']);

const estadoDe = (imagen: ImagenGuardada, actas: RepositorioActas): ImagenBandeja['estado'] => {
  if (imagen.estado === 'vigente') return imagen.acta !== null && CAPTURADAS.has(actas.estadoDe(imagen.acta)) ? 'lista' : 'en_captura';
  return imagen.estado === 'recibida' ? 'por_identificar' : imagen.estado;
};

const SIN_EXAMEN = { hoja: null, tanda: null, veredicto: null, medidas: [], vigente: null, avisos: [], giro: 0 } as const satisfies Partial<ImagenBandeja>;

/** An image as the digitalizador sees it. */
export const filaDeImagen = (imagen: ImagenGuardada, actas: RepositorioActas, fichas: Fichas): ImagenBandeja => {
  const estado = estadoDe(imagen, actas);
  return {
    imagen: imagen.imagen, hora: imagen.hora, fuente: imagen.fuente, qr: imagen.qr, estado, acta: imagen.acta,
    nombre: imagen.acta === null ? null : fichas.nombre(imagen.acta), motivo: imagen.motivo === null ? null : (MOTIVOS[imagen.motivo] ?? imagen.motivo),
    destino: DESTINOS[estado], ...SIN_EXAMEN,
  };
};

/** An input that was no usable image. Its code comes from our own journal. */
export const filaDeRechazo = (r: RechazoGuardado): ImagenBandeja => ({
  imagen: r.sha256, hora: r.hora, fuente: r.archivo ?? '—', qr: null, estado: 'rechazada', acta: null, nombre: null,
  motivo: mensaje(r.codigo as CodigoError, { archivo: r.archivo ?? '—' }), destino: DESTINOS.rechazada, ...SIN_EXAMEN,
});
