import { cuantos } from '../formato.ts';

/** What is printed. */
export const impresos = {
  imprimir: 'Imprimir',
  titulos: { etiquetas: 'Etiquetas', sin_identificar: 'Etiqueta del papel sin identificar', caja: 'Reporte de la caja', entrega: 'Acuse de entrega' },
  hecho: (dia: string, hora: string) => `Hecho el ${dia}, a las ${hora}`,
  nombreYFirma: 'Nombre y firma',
  etiqueta: { sinHora: 'Sin recibir', otroCentro: (centro: string) => `De ${centro}`, sinIdentificar: 'SIN IDENTIFICAR' },
  caja: {
    titulo: (caja: string) => `Caja ${caja}`,
    resumen: (n: number, quien: string) => `${cuantos(n, 'acta', 'actas')}. Cerró la caja: ${quien}.`,
    columnas: ['Casilla', 'Elección', 'Clave del acta', 'Acopio', 'Sin cotejo, por'],
    firmas: ['Acopio', 'Coordinación'],
  },
  entrega: {
    titulo: 'Acuse de entrega de actas',
    resumen: (cajas: number, actas: number) => `${cajas === 1 ? 'Se entrega' : 'Se entregan'} ${cuantos(cajas, 'caja', 'cajas')} con ${cuantos(actas, 'acta', 'actas')} en total.`,
    columnas: ['Caja', 'Actas', 'Sin cotejo', 'Cerrada', 'Cerró'],
    firmas: ['Entrega: Acopio', 'Entrega: Coordinación', 'Recibe'],
  },
} as const;
