import { cuantos, numero, tamano } from '../formato.ts';

const lotes = (n: number): string => cuantos(n, 'lote', 'lotes');
const imagenes = (n: number): string => cuantos(n, 'imagen', 'imágenes');

/** What is carried by hand. */
export const usb = {
  titulo: 'USB',
  explicacion: 'Cuando no hay red: lo pendiente se lleva en una USB, y los acuses regresan en ella. La sala sigue trabajando.',
  medio: {
    titulo: '1. Elija la USB',
    nota: 'Conéctela al equipo de la estación principal.',
    buscar: 'Buscar otra vez',
    ninguno: 'No se ve ninguna USB',
    ningunoTexto: 'Conéctela al equipo de la estación principal y oprima F3, o escriba su carpeta.',
    otra: 'Otra carpeta',
    otraAyuda: 'Ruta completa en la estación principal; por ejemplo, /media/usb o E:\\',
    libres: (bytes: number) => `${tamano(bytes)} libres`,
    soloLectura: 'Protegida contra escritura: use otra',
    vacia: 'Sin nada de Acopio',
    trae: {
      propia: (estacion: string, n: number, acuses: number) => `De esta estación (${estacion}): ${lotes(n)}, ${acuses === 0 ? 'sin acuses todavía' : cuantos(acuses, 'acuse de regreso', 'acuses de regreso')}`,
      ajena: (estacion: string, n: number, acuses: number) => `De ${estacion}: ${lotes(n)}, ${acuses === 0 ? 'sin acuses todavía' : cuantos(acuses, 'acuse', 'acuses')}`,
      otra_eleccion: () => 'De otra elección: aquí no sirve',
      danada: () => 'Una exportación que no terminó o se dañó',
    },
  },
  hacer: {
    titulo: '2. Elija qué hacer',
    exportar: 'Llevar lo pendiente',
    exportarTexto: (eventos: number, n: number, bytes: number) => (eventos + n === 0 ? 'No hay nada pendiente: el servidor central ya lo acusó todo.' : `${cuantos(eventos, 'registro', 'registros')} y ${imagenes(n)}${bytes > 0 ? ` (${tamano(bytes)})` : ''} sin acuse del servidor central.`),
    rango: 'Solo una parte de la bitácora',
    desde: 'Del registro', hasta: 'Al registro',
    rangoAyuda: (ultimo: number) => `Del 1 al ${numero(ultimo)}. Vacío: todo lo pendiente.`,
    rangoMal: (ultimo: number) => `Escriba dos números de menor a mayor, del 1 al ${numero(ultimo)}.`,
    acusar: 'Recoger acuses',
    acusarTexto: 'Cuando la USB regresa del servidor central, o de otra estación con red.',
    traer: 'Recibir la de otra estación',
    traerTexto: 'Esta estación, que tiene red, la envía al servidor central sin cambiarle nada y deja en ella los acuses.',
    sinMedio: 'Primero elija una USB.',
  },
  trabajo: {
    exportar: 'Escribiendo y leyendo de vuelta…', acusar: 'Recogiendo acuses…', traer: 'Recibiendo y comprobando…',
    noRetire: 'No retire la USB.',
    avance: (hechos: number, total: number) => `${numero(hechos)} de ${cuantos(total, 'archivo', 'archivos')}`,
    detener: 'Detener',
    falla: 'No se terminó',
  },
  listo: {
    exportar: 'Listo: leído de vuelta y verificado',
    exportarQue: (n: number, fotos: number, desde: number, hasta: number) => `${lotes(n)} (registros ${numero(desde)} a ${numero(hasta)}) y ${imagenes(fotos)}.`,
    sinBytes: (n: number) => (n === 1 ? 'Falta 1 imagen: no está en el disco de esta estación. Avise al técnico.' : `Faltan ${imagenes(n)}: no están en el disco de esta estación. Avise al técnico.`),
    exportarPasos: ['Expulse la USB y retírela.', 'Llévela al servidor central, o a otra estación que tenga red.', 'Cuando regrese, conéctela y oprima «Recoger acuses» (F4).'],
    acusar: (n: number) => (n === 0 ? 'No había acuses nuevos' : cuantos(n, 'acuse recogido', 'acuses recogidos')),
    acusarNada: 'La USB no trae acuses de esta estación. ¿Ya la recibió el servidor central?',
    acusarBien: 'Están en la bitácora. Lo que falte por llevar se ve arriba.',
    malos: (n: number) => `${cuantos(n, 'archivo no es un acuse', 'archivos no son acuses')} del servidor central: no se tomaron.`,
    traer: (estaciones: string) => `Recibida la USB de ${estaciones}`,
    traerQue: (n: number, fotos: number) => `${lotes(n)} y ${imagenes(fotos)}, comprobados y guardados aparte.`,
    traerEspera: (acuses: number, n: number) => (acuses === n ? 'Todos los acuses ya están en la USB: expúlsela y regrésela a su estación.' : `Acuses en la USB: ${numero(acuses)} de ${numero(n)}. Cuando abajo estén todos, oprima otra vez «Recibir la de otra estación» (F7): quedan en la USB.`),
    problemas: 'Archivos que no se pudieron usar',
  },
  ajenos: {
    titulo: 'De otras estaciones, por enviar desde aquí',
    estacion: 'Estación', recibida: 'Recibida', lotes: 'Lotes', acuses: 'Con acuse', estado: 'Estado',
    completo: 'Todo con acuse', enviando: 'En camino',
  },
} as const;
