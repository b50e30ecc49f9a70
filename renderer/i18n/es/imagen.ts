/** Pictures. */
export const imagen = {
  alt: (nombre: string) => `Imagen del acta: ${nombre}`,
  altCampo: (campo: string) => `En el papel: ${campo}`,
  sinNombre: 'hoja por identificar',
  cargando: 'Abriendo la imagen…',
  herramientas: 'Ver la imagen',
  acercar: 'Acercar', alejar: 'Alejar', ajustar: 'Ver completa', girar: 'Girar', contraste: 'Más contraste', seguir: 'Acercar el campo que se captura', mover: 'Mover la imagen',
} as const;
