import { cuantos, numero } from '../formato.ts';

/** Boxes and their reconciliation. */
export const empaquetado = {
  titulo: 'Empaque',
  pendientes: (n: number) => cuantos(n, 'acta lista para caja', 'actas listas para caja'),
  elegidas: (n: number) => cuantos(n, 'acta elegida', 'actas elegidas'),
  todas: 'Elegir todas',
  ninguna: 'Quitar todas',
  cerrar: 'Cerrar caja',
  cerrada: (caja: string, n: number) => `Caja ${caja} cerrada con ${cuantos(n, 'acta', 'actas')}`,
  confirmarTitulo: (n: number) => `¿Cerrar la caja con ${cuantos(n, 'acta', 'actas')}?`,
  confirmarTexto: 'Cuente las actas de papel: deben ser las mismas. Una caja cerrada no se vuelve a abrir.',
  vacio: 'No hay actas por empaquetar',
  vacioTexto: 'Cuando un acta se coteja, aparece aquí.',
  vistas: { empacar: 'Por empaquetar', cajas: 'Cajas y conciliación', sinCotejo: 'Esperan cotejo' },
  cajas: { titulo: 'Cajas cerradas', ninguna: 'Todavía no se cierra ninguna caja.', actas: (n: number) => cuantos(n, 'acta', 'actas'), sinCotejo: (n: number) => `${numero(n)} sin cotejo`, imprimir: (caja: string) => `Reporte de la caja ${caja}`, reporte: 'Reporte', entrega: 'Acuse de entrega' },
  conciliacion: {
    titulo: 'Conciliación con acopio',
    cuadra: 'Cuadra: todo lo recibido está en una caja, y de todo lo esperado se sabe qué pasó.',
    noCuadra: 'Todavía no cuadra.',
    cuentas: { esperadas: 'Esperadas en este centro', recibidas: 'Papel recibido en acopio', deOtroCentro: 'De ellas, de otros centros', fueraDeCatalogo: 'Fuera de catálogo', sinActa: 'Sin acta, confirmadas', faltan: 'Faltan por llegar', soloImagen: 'Con imagen y sin papel', empaquetadas: 'En una caja', porEmpaquetar: 'Listas para caja', enProceso: 'Recibidas, todavía en proceso', sinIdentificar: 'Papeles sin identificar' },
    pendientes: 'Recibidas que no están en ninguna caja', sinAcopio: 'En una caja y nunca recibidas en acopio',
  },
  dispensa: {
    explicacion: 'Actas verificadas que esperan su cotejo. La coordinación puede permitir que una se empaquete sin él.',
    ninguna: 'Ninguna acta espera cotejo.', dispensar: 'Dispensar', dispensarEsta: (acta: string) => `Dispensar del cotejo: ${acta}`,
    titulo: (acta: string) => `¿Por qué ${acta} va sin cotejo?`, texto: 'Queda escrito en la bitácora y en el reporte de su caja.',
    motivos: ['El papel no está disponible', 'El papel se dañó', 'Se acabó el tiempo de operación'], hecha: 'Dispensada del cotejo → Empaque',
  },
  teclas: { vistas: 'Cambiar de vista', entrega: 'Ver e imprimir el acuse de entrega', mover: 'Moverse por la lista', elegir: 'Elegir o quitar el acta', todas: 'Elegir o quitar todas', cerrar: 'Cerrar la caja' },
} as const;
