import { rastreo } from './rastreo.ts';

/** The journal as people read it. */
export const bitacora = {
  titulo: 'Bitácora',
  explicacion: 'Todo lo que pasa en el centro queda escrito aquí y no se puede cambiar.',
  columnas: { hora: 'Hora', frase: 'Qué pasó', acta: 'Acta', actor: 'Quién', seq: 'Número' },
  rastreo,
  vacio: 'Todavía no hay registros',
  vacioTexto: 'El primer paso de la noche aparecerá aquí.',
} as const;
