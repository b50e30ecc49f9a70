import { cuantos, numero } from '../formato.ts';

/** Practice of capture. */
export const practica = {
  titulo: 'Práctica de captura',
  marca: 'PRÁCTICA',
  marcaTexto: 'Estas actas son dibujadas. Nada de lo que escriba aquí se guarda, se cuenta ni se publica.',
  explicacion: (n: number) => `Capture ${numero(n)} actas de ensayo, o las que quiera, con las mismas teclas que en el trabajo. Después de cada una sabrá qué campos no coinciden, cuánto tardó y cuántas teclas usó.`,
  nadaSeGuarda: 'Al salir se olvida. Nadie más ve cómo le fue.',
  comenzar: 'Comenzar',
  numero: (n: number, total: number) => `Acta de ensayo ${numero(n)} de ${numero(total)}`,
  noCuenta: 'No cuenta',
  terminar: 'Terminar la práctica',
  siguiente: 'Acta siguiente',
  exacta: 'Todos los campos son exactos',
  errores: (n: number) => cuantos(n, 'campo distinto al papel', 'campos distintos al papel'),
  esfuerzo: (segundos: string, teclas: string, minimas: string) => `Tardó ${segundos} segundos y usó ${teclas} teclas; lo mínimo eran ${minimas}.`,
  campo: 'Campo', dice: 'El papel dice', escribio: 'Usted escribió',
  resumen: 'Cómo le fue',
  datos: { actas: 'Actas', exactitud: 'Campos exactos', segundos: 'Segundos por acta', teclas: 'Teclas por acta', deMas: 'Teclas de más en total' },
  porCampo: 'Campos con error',
  confusiones: 'Cifras que confundió',
  confusion: (dice: string, escribio: string, n: number) => `Donde dice ${dice} escribió ${escribio} (${n === 1 ? '1 vez' : `${numero(n)} veces`})`,
  veces: (nombre: string, n: number) => `${nombre}: ${n === 1 ? '1 vez' : `${numero(n)} veces`}`,
  sinErrores: 'Ningún campo con error.',
  otraVez: 'Practicar otra vez',
  volver: 'Volver al principio',
} as const;
