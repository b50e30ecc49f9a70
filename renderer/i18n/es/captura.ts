import { numero } from '../formato.ts';
import { app } from './app.ts';

/** Blind capture. */
export const captura = {
  titulo: 'Captura',
  quedan: (n: number) => (n > 99 ? 'Quedan más de 99' : n <= 1 ? 'Es la última' : `Quedan ${numero(n)}`),
  avance: (n: number, total: number) => `${numero(n)} de ${numero(total)}`,
  vacio: 'No hay actas por capturar',
  vacioTexto: 'Espere aquí: la siguiente se abre sola en cuanto llegue.',
  deOtros: app.deOtros.titulo,
  deOtrosTexto: 'Dos personas distintas capturan cada acta. Si este es el único puesto, salga con Alt + S para que entre otra persona; si no, espere aquí: la siguiente se abre sola.',
  grupos: { cabecera: 'Boletas y personas', votos: 'Votos', total: 'Total escrito' },
  pie: 'Copie lo que dice el papel aunque no sume. Si letra y número difieren, vale la letra.',
  guardar: 'Guardar',
  guardada: (hora: string) => `Guardada ${hora} → siguiente acta`,
  sumaDistinta: (hora: string) => `Guardada ${hora}. La suma no da el total escrito: se queda como dice el papel.`,
  falta: 'Falta este campo: escriba el número, / si es ilegible o * si está en blanco.',
  soltar: 'Dejar esta acta',
  soltarTitulo: '¿Dejar esta acta?',
  soltarTexto: 'Se pierde lo escrito en esta acta y otra persona podrá tomarla.',
  seguir: 'Seguir capturando',
  soltada: 'Acta devuelta → la tomará otra persona',
  imagenMala: 'Reportar imagen',
  imagenMalaTitulo: '¿Qué tiene la imagen?',
  imagenReportada: 'Imagen reportada → Repetir escaneo',
  teclas: { cifras: 'Escribir el número', ilegible: 'Ilegible', sinDato: 'Sin dato (en blanco)', siguiente: 'Campo siguiente; en el último, guardar', mover: 'Ir a otro campo', borrar: 'Borrar el campo', soltar: 'Dejar esta acta', reportar: 'Reportar la imagen' },
} as const;
