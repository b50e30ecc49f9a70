import type { EscanerBandeja, ImagenBandeja } from '#shared/api/bandeja.ts';
import type { ActaResumen, ContratoEstacion, Parte } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { puede } from '#shared/domain/permisos.ts';
import type { ErrorApi } from '#shared/errors/result.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, textoDeError } from '#renderer/features/resultado/resultado-store.ts';
import { useSesion } from '#renderer/features/sesion/sesion-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { tandaFallida, tandaTerminada } from './tanda.ts';

export type Bandeja = Salida<ContratoEstacion, 'digitalizacion.bandeja'>;
export type Papel = Salida<ContratoEstacion, 'digitalizacion.papeles'>[number];
export type Vista = 'bandeja' | 'identificar';
export type DialogoDigitalizacion = 'rechazar' | 'fuera' | 'aceptar' | 'promover' | null;
export type Digitalizacion = {
  readonly vista: Vista | null;
  readonly bandeja: Carga<Bandeja>;
  readonly porIdentificar: Carga<readonly ImagenBandeja[]>;
  /** The sheet that is looked at, by its row. */
  readonly elegida: string | null;
  /** The scanner that the keys start and stop; null: the first that answers. */
  readonly escaner: string | null;
  /** The sheet is beside the present image of its acta. */
  readonly comparando: boolean;
  readonly texto: string;
  readonly buscado: string | null;
  readonly resultados: readonly ActaResumen[];
  readonly indice: number;
  /** Number of the label that acopio put on a paper without a name, as it is typed. */
  readonly folio: string;
  readonly papeles: Carga<readonly Papel[]>;
  readonly dialogo: DialogoDigitalizacion;
  readonly ocupado: boolean;
};

export const PARTES_DIGITALIZACION: readonly Parte[] = ['digitalizacion', 'captura', 'acopio'];
export const SIN_BUSQUEDA = { texto: '', buscado: null, resultados: [], indice: 0, folio: '' } as const;
export const useDigitalizacion = crearAlmacen<Digitalizacion>(() => ({
  vista: null, bandeja: cargaInicial(), porIdentificar: cargaInicial(), elegida: null, escaner: null, comparando: false, ...SIN_BUSQUEDA, papeles: cargaInicial(), dialogo: null, ocupado: false,
}));

export const tengo = (permiso: 'digitalizar' | 'identificar' | 'declarar_fuera' | 'cambiar_imagen'): boolean => puede(useSesion.getState().persona?.roles ?? [], permiso);

/** Whether a sheet waits for what a person decides. */
export const pideDecision = (hoja: ImagenBandeja | null | undefined): boolean => hoja?.estado === 'por_revisar' || hoja?.estado === 'por_identificar';

/** A sheet that is being decided stays on the screen while others come; once decided, wherever that was, the next one comes. */
const elegidaTras = (s: Digitalizacion, imagenes: readonly ImagenBandeja[]): string | null => {
  const antes = hojaActual(s, 'bandeja');
  if (!antes || !pideDecision(antes)) return s.elegida;
  return pideDecision(imagenes.find((i) => i.fila === antes.fila)) ? antes.fila : null;
};

const leerBandeja = crearRecarga(
  () => api()['digitalizacion.bandeja']({}),
  (r) => {
    const antes = useDigitalizacion.getState().bandeja.datos;
    useDigitalizacion.setState((s) => ({ bandeja: cargaCon(s.bandeja, r), ...(r.ok && vistaDe(s) === 'bandeja' ? { elegida: elegidaTras(s, r.valor.imagenes) } : {}) }));
    if (!r.ok || !antes) return;
    for (const { tanda } of r.valor.escaneres.filter((e) => tandaFallida(antes.escaneres.find((x) => x.id === e.id), e))) {
      if (tanda?.falla) anunciar(tanda.falla.codigo === 'escaner_cancelado' ? 'aviso' : 'mal', textoDeError(tanda.falla as ErrorApi));
    }
    const terminadas = r.valor.escaneres.filter((e) => tandaTerminada(antes.escaneres.find((x) => x.id === e.id), e));
    if (terminadas.length === 0) return;
    const { porRevisar, porIdentificar } = r.valor.pendientes;
    const recibidas = terminadas.reduce((suma, e) => suma + (e.tanda?.recibidas ?? 0), 0);
    anunciar(porRevisar + porIdentificar > 0 ? 'aviso' : 'bien', es.digitalizacion.terminado(recibidas, porRevisar, porIdentificar));
  },
);
const leerPorIdentificar = crearRecarga(
  () => api()['digitalizacion.porIdentificar']({}),
  (r) => useDigitalizacion.setState((s) => ({ porIdentificar: cargaCon(s.porIdentificar, r) })),
);
const leerPapeles = crearRecarga(
  () => api()['digitalizacion.papeles']({}),
  (r) => useDigitalizacion.setState((s) => ({ papeles: cargaCon(s.papeles, r) })),
);
export const cargarDigitalizacion = async (): Promise<void> => {
  await Promise.all([tengo('digitalizar') ? leerBandeja() : null, tengo('identificar') ? leerPorIdentificar() : null, tengo('identificar') ? leerPapeles() : null]);
};

const NINGUNA: readonly ImagenBandeja[] = [];
/** The sheets of the view on the screen. */
export const hojasDe = (s: Digitalizacion, vista: Vista): readonly ImagenBandeja[] => (vista === 'bandeja' ? (s.bandeja.datos?.imagenes ?? NINGUNA) : (s.porIdentificar.datos ?? NINGUNA));
/** The sheet that is looked at: the one chosen while it is there, else the first. */
export const hojaActual = (s: Digitalizacion, vista: Vista): ImagenBandeja | null => {
  const hojas = hojasDe(s, vista);
  return hojas.find((h) => h.fila === s.elegida) ?? hojas[0] ?? null;
};
export const vistaDe = (s: Pick<Digitalizacion, 'vista'>): Vista => s.vista ?? (tengo('digitalizar') ? 'bandeja' : 'identificar');
/** The scanner that the keys are for: the chosen one, else the first that answers, else the first. */
export const escanerActual = (s: Digitalizacion): EscanerBandeja | null => {
  const lista = s.bandeja.datos?.escaneres ?? [];
  return lista.find((e) => e.id === s.escaner) ?? lista.find((e) => e.estado !== 'no_disponible') ?? lista[0] ?? null;
};
/** The sheet on the screen now. */
export const hojaEnPantalla = (): ImagenBandeja | null => {
  const s = useDigitalizacion.getState();
  return hojaActual(s, vistaDe(s));
};

export const verVista = (vista: Vista): void => useDigitalizacion.setState({ vista, elegida: null, comparando: false, ...SIN_BUSQUEDA });
export const elegirHoja = (fila: string): void => useDigitalizacion.setState({ elegida: fila, comparando: false, ...SIN_BUSQUEDA });
export const elegirEscaner = (id: string): void => useDigitalizacion.setState({ escaner: id });

const vecino = <T,>(lista: readonly T[], actual: number, paso: 1 | -1): T | undefined => lista[Math.max(0, Math.min(lista.length - 1, actual + paso))];

export const moverHoja = (paso: 1 | -1): void => {
  const s = useDigitalizacion.getState();
  const hojas = hojasDe(s, vistaDe(s));
  const otra = vecino(hojas, hojas.findIndex((h) => h.fila === hojaEnPantalla()?.fila), paso);
  if (otra) elegirHoja(otra.fila);
};
export const moverEscaner = (paso: 1 | -1): void => {
  const s = useDigitalizacion.getState();
  const lista = s.bandeja.datos?.escaneres ?? [];
  const otro = vecino(lista, lista.findIndex((e) => e.id === escanerActual(s)?.id), paso);
  if (otro) elegirEscaner(otro.id);
};

export const alternarComparacion = (): void => useDigitalizacion.setState((s) => ({ comparando: !s.comparando && (hojaActual(s, vistaDe(s))?.vigente ?? null) !== null }));
/** To the form where the sheet on the screen is given its acta. */
export const irAIdentificar = (): void => {
  const hoja = hojaEnPantalla();
  if (hoja?.estado === 'por_identificar' && tengo('identificar')) useDigitalizacion.setState({ vista: 'identificar', elegida: hoja.fila, comparando: false, ...SIN_BUSQUEDA });
};

export const escribirSeccion = (texto: string): void => useDigitalizacion.setState({ texto });
export const escribirFolio = (folio: string): void => useDigitalizacion.setState({ folio });
export const moverResultado = (paso: 1 | -1): void => useDigitalizacion.setState((s) => ({ indice: Math.max(0, Math.min(s.resultados.length - 1, s.indice + paso)) }));
export const elegirResultado = (indice: number): void => useDigitalizacion.setState({ indice });

/** What can be done to a sheet, by what became of it. */
export const permite = (hoja: ImagenBandeja) => ({
  rechazar: ['por_revisar', 'en_captura', 'por_identificar', 'alternativa'].includes(hoja.estado),
  aceptar: hoja.estado === 'por_revisar' && tengo('digitalizar'),
  identificar: hoja.estado === 'por_identificar' && tengo('identificar'),
  promover: hoja.estado === 'alternativa' && tengo('cambiar_imagen'),
  comparar: hoja.vigente !== null && hoja.vigente !== hoja.imagen,
});

export const abrir = (dialogo: Exclude<DialogoDigitalizacion, null>): void => {
  const hoja = hojaEnPantalla();
  if (!hoja) return;
  const puedeAbrir = { rechazar: permite(hoja).rechazar, aceptar: permite(hoja).aceptar, promover: permite(hoja).promover, fuera: tengo('declarar_fuera') };
  // What is asked is of this sheet, whatever comes meanwhile.
  if (puedeAbrir[dialogo]) useDigitalizacion.setState({ dialogo, elegida: hoja.fila });
};
export const cerrarDialogo = (): void => useDigitalizacion.setState({ dialogo: null });
