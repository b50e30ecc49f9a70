import type { Rol } from '#shared/domain/permisos.ts';
import { numero } from '../formato.ts';

/** The guide of each role. */
export const guia = {
  titulo: 'Guía de su trabajo',
  paso: (n: number, total: number) => `${numero(n)} de ${numero(total)}.`,
  siguiente: 'Consejo siguiente',
  anterior: 'Consejo anterior',
  omitir: 'Omitir la guía',
  entendido: 'Entendido',
  otraVez: 'Ver la guía otra vez',
  inicio: 'Todo se hace con el teclado. Cada botón dice su tecla, y F1 muestra todas las de la pantalla. Puede empezar a trabajar: esta guía no estorba.',
  fin: 'Lo que la franja de abajo da por hecho ya está guardado. Para ver esta guía otra vez, oprima F1.',
  roles: {
    acopiador: [
      'Lea la etiqueta del paquete con el lector, o escriba la sección y oprima Enter. Con F2 recibe todas las actas del paquete; F3, F4, F6 y F7 reciben una.',
      'Si un acta no llegó, oprima F8 y diga por qué. Otra persona lo confirma; si el acta aparece, recíbala como las demás.',
      'En Empaque se cierran las cajas: primero cuente el papel, luego oprima la tecla.',
    ],
    digitalizador: [
      'Ponga las actas en la charola y oprima F2. Cada hoja dice en grande a dónde va su papel.',
      'Si una hoja dice «Repetir escaneo», apártela y vuelva a ponerla. Si dice «Identificar», busque su sección en la lista.',
    ],
    capturista: [
      'Copie cada número como está en el papel, aunque no sume, y oprima Enter. Después del último campo se abre la siguiente acta.',
      'Si no se lee, oprima / (Ilegible). Si está en blanco, oprima * (Sin dato). Si letra y número difieren, vale la letra.',
      'La imagen se acerca sola al campo. Con + y − la acerca y aleja, con G la gira. Con F8 reporta una imagen que no sirve.',
      'En Práctica puede ensayar con actas dibujadas: le dice qué tan exacta y rápida es su captura y nada de eso cuenta.',
    ],
    verificador: ['Dos personas leyeron distinto y usted decide mirando el papel: 1 y 2 eligen una lectura; 3 escribe otra y pide el motivo. No se sabe quién leyó qué.'],
    cotejador: ['Compare lo publicado con el acta de papel, campo por campo. Si algo no coincide, pida recaptura: la hacen otras personas.'],
    supervisor: ['En Sala se ve qué pide atención: actas detenidas, personas que se equivocan más, secciones que faltan. Nadie puede cambiar un número capturado, tampoco usted.'],
    coordinador: ['El Tablero dice cómo va el centro y la Sala qué pide atención. Sin acta y otras decisiones necesitan a dos personas: usted confirma lo que otra pidió.'],
    tecnico: ['En Puestos se empareja cada equipo de la sala con el código que aparece en pantalla.'],
    observador: ['Usted puede mirar el avance; desde esta sesión no se cambia nada.'],
  } satisfies Record<Rol, readonly string[]>,
} as const;
