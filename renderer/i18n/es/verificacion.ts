import { cuantos, numero } from '../formato.ts';

/** Discrepancies. */
export const verificacion = {
  titulo: 'Verificación',
  explicacion: 'Dos personas leyeron distinto. Mire el papel y decida.',
  difieren: (n: number) => cuantos(n, 'distinto', 'distintos'),
  iguales: 'Campos iguales',
  lectura: { a: 'Lectura A', b: 'Lectura B' },
  otro: 'Otro valor',
  otroAyuda: 'Número, / o *',
  elegido: 'Decidido',
  pendiente: 'Sin decidir',
  motivo: 'Motivo del valor distinto',
  motivoFalta: 'Escriba por qué ninguna lectura es correcta (3 letras o más).',
  guardar: 'Guardar',
  vacio: 'No hay discrepancias',
  vacioTexto: 'Las actas que dos personas lean distinto aparecen aquí solas.',
  guardada: (hora: string) => `Verificada ${hora} → Publicación y cotejo`,
  guardadaSuma: (hora: string) => `Verificada ${hora}. La suma no da el total escrito: queda anotado y se publica como dice el papel.`,
  loDecidido: 'Lo decidido',
  notaSuma: (de: string, suma: number, asentado: number) => `${de}: los votos suman ${numero(suma)} y el total escrito dice ${numero(asentado)}.`,
  notaSumaTexto: 'Solo se anota. Decida por lo que dice el papel, aunque no sume.',
  falta: 'Faltan campos por decidir.',
  teclas: { a: 'Vale la lectura A', b: 'Vale la lectura B', otro: 'Escribir otro valor', cifras: 'El número, después de oprimir 3', borrar: 'Quitar la decisión del campo', guardar: 'Guardar la decisión' },
} as const;
