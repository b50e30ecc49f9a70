import { cuantos } from '../formato.ts';

/** What the digit reader reads otherwise. */
export const lecturas = {
  titulo: (n: number) => `${cuantos(n, 'acta', 'actas')} donde la lectura automática no coincide`,
  explicacion: 'Dos personas capturaron lo mismo y la computadora lee otra cifra. Puede equivocarse: vale lo que dice el papel.',
  actas: 'Actas con lectura distinta',
  campos: (n: number) => cuantos(n, 'campo distinto', 'campos distintos'),
  capturado: 'Capturado por dos personas',
  leido: 'Leído por la computadora',
  grados: { muy_alta: 'casi segura', alta: 'bastante segura', media: 'con dudas' },
  sinRecorte: 'No se encontró este campo en la imagen: vea el acta completa en papel.',
  hacer: 'Mire el papel. Si la captura está mal, pida que otras dos personas la capturen de nuevo.',
  quien: 'Mire el papel. Si la captura está mal, pida a quien coteja o verifica que solicite la recaptura de esta acta: nadie más puede hacerlo, y ninguna cifra cambia sola.',
  recapturaTitulo: '¿Por qué se pide la recaptura?',
  motivos: ['El papel dice otra cifra', 'No se distingue la cifra'],
  teclas: { siguiente: 'Acta siguiente de la lectura automática', anterior: 'Acta anterior', recaptura: 'Pedir recaptura, si su función lo permite' },
} as const;
