import { cuantos, numero } from '../formato.ts';

const faltan = (n: number): string => (n === 1 ? 'Falta' : 'Faltan');

/** The board of the center. */
export const tablero = {
  titulo: 'Avance del centro',
  actas: (n: number) => cuantos(n, 'acta', 'actas'),
  porEstado: 'Dónde están las actas',
  porEleccion: 'Por elección',
  pendientes: 'Trabajo pendiente',
  transmision: 'Transmisión al servidor central',
  discoBajo: (libres: string) => `Queda poco espacio en el disco (${libres}). Avise al técnico.`,
  esperadas: 'Esperadas', registradas: 'Registradas', verificadas: 'Verificadas', contabilizadas: 'Contabilizadas',
  situacion: { al_corriente: 'Todo enviado', enviando: 'Enviando', en_espera: 'En espera de la red' },
  esperaDesde: (hora: string) => `En espera desde las ${hora}`,
  esperaTexto: 'El centro sigue trabajando; se enviará todo al volver la red.',
  falta: (actas: number, bytes: string | null, tiempo: string | null) => `${actas === 0 && bytes === null ? 'No falta ninguna acta' : `${faltan(actas)} ${cuantos(actas, 'acta', 'actas')}`}${bytes === null ? '' : ` y ${bytes} de imágenes`}${tiempo === null ? '' : `: ${tiempo}`}.`,
  tiempo: (segundos: number) => (segundos < 60 ? 'menos de un minuto' : segundos < 5400 ? `unos ${cuantos(Math.ceil(segundos / 60), 'minuto', 'minutos')}` : `unas ${cuantos(Math.ceil(segundos / 3600), 'hora', 'horas')}`),
  porAtender: { lote: (n: number, motivo: string) => `${cuantos(n, 'lote no aceptado', 'lotes no aceptados')}: ${motivo}`, imagen: (n: number, motivo: string) => `${cuantos(n, 'imagen detenida', 'imágenes detenidas')}: ${motivo}` },
  actasPorEnviar: 'Actas por enviar',
  eventos: 'Registros por enviar',
  imagenes: 'Imágenes por enviar',
  ultimoAcuse: 'Último acuse',
  nunca: 'Aún ninguno',
  enviar: 'Enviar ahora',
  enviando: 'Enviando…',
  nadaEnviado: (motivo: string) => `No se envió nada. ${motivo}`,
  enviado: (enviados: number, pendientes: number) => `${cuantos(enviados, 'registro enviado', 'registros enviados')}. ${pendientes === 1 ? 'Queda' : 'Quedan'} ${numero(pendientes)}.`,
  pendiente: { digitalizar: 'Por digitalizar', identificar: 'Por identificar', captura: 'Por capturar', discrepancia: 'Discrepancias', sinActa: 'Sin acta por confirmar', cotejo: 'Por cotejar', empaquetado: 'Por empaquetar' },
} as const;
