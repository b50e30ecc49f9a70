type Estado = { readonly estado: 'sin_enviar' | 'sin_acuse' | 'acusado'; readonly hora: string | null };

/** The last of the hours at which all of it had been received; null while something is missing. */
const completa = (envios: readonly Estado[]): string | null =>
  (envios.some((e) => e.estado !== 'acusado') ? null : envios.reduce<string | null>((m, e) => (e.hora !== null && (m === null || e.hora > m) ? e.hora : m), null));

const parte = (que: string, envios: readonly Estado[], hora: (iso: string) => string): string => {
  if (envios.length === 0) return `${que}: todavía no hay.`;
  const cuando = completa(envios);
  if (cuando !== null) return `${que}: en el servidor central desde las ${hora(cuando)}.`;
  const faltan = envios.filter((e) => e.estado !== 'acusado').length;
  return `${que}: ${faltan === envios.length ? 'sin llegar al servidor central' : `${faltan === 1 ? 'falta' : 'faltan'} ${String(faltan)} de ${String(envios.length)}`}.`;
};

/** When the central received one acta. */
export const rastreo = {
  titulo: '¿Ya llegó un acta al servidor central?',
  ayuda: 'Sección, clave del acta o código de su etiqueta',
  buscar: 'Buscar', halladas: 'Actas halladas', ninguna: 'No hay ningún acta así en el catálogo.',
  detalle: 'Registros e imágenes del acta',
  columnas: { hora: 'Hora', que: 'Qué', central: 'Servidor central', lote: 'Lote', acuse: 'Acuse' },
  acusado: (hora: string) => `Recibido ${hora}`,
  sinAcuse: 'Enviado, sin acuse',
  sinEnviar: 'Sin enviar',
  lote: (desde: number, hasta: number) => `registros ${String(desde)} a ${String(hasta)}`,
  imagen: (sha: string) => `Imagen ${sha}`,
  resumen: (datos: readonly Estado[], imagenes: readonly Estado[], hora: (iso: string) => string) => `${parte('Datos', datos, hora)} ${parte('Imagen', imagenes, hora)}`,
} as const;
