import type { Fichas } from '#electron/station/puertos.ts';
import type { ImagenGuardada, RechazoGuardado } from '#electron/db/repositories/imagen-repository.ts';
import type { HojaPendiente, HojaRepetida } from '#electron/db/repositories/tanda-repository.ts';
import type { ImagenBandeja } from '#shared/api/bandeja.ts';
import { explicarMedida, limitesDe } from '#shared/domain/calidad.ts';
import { HOJA_EN_BLANCO } from '#shared/domain/tanda.ts';
import { mensaje, type CodigoError } from '#shared/errors/mensajes.ts';
import { crearActaDeQr } from './identificar.ts';
import type { PartesDigitalizacion } from './partes.ts';

/** Rows of the tray on the screen: more than a stack of paper. */
const FILAS = 100;

/** Where the paper must go, in the operator's words. */
export const DESTINOS: Readonly<Record<ImagenBandeja['estado'], string>> = {
  en_proceso: 'Espere', por_revisar: 'Revisar', en_captura: 'A captura', por_identificar: 'Identificar', alternativa: 'Guardar con su acta', rechazada: 'Repetir escaneo',
  fuera_de_catalogo: 'Apartar: fuera de catálogo', lista: 'A cotejo y empaquetado', repetida: 'Misma imagen que otra hoja',
};

const MOTIVOS: Readonly<Record<string, string>> = {
  sin_qr: 'No se encontró el código QR.', otra_eleccion: 'El código QR es de otra elección.', no_en_catalogo: 'El código QR no es de ninguna acta esperada.',
  qr_ilegible: 'El código QR no se entiende.', plantilla_distinta: 'El formato de la hoja no es el del acta que dice el código QR.',
  [HOJA_EN_BLANCO]: 'Este lado de la hoja está en blanco. Si el otro lado es un acta, voltéela y vuelva a ponerla; si no, apártela.',
  sin_examen: 'No se pudo examinar la imagen; véala y decida.',
};

const CAPTURADAS: ReadonlySet<string> = new Set(['verificada', 'cotejada', 'empaquetada']);
/** States in which the image goes its way by itself, and the paper too. */
const EN_CAMINO: ReadonlySet<string> = new Set(['en_captura', 'lista']);
const POR_DECIDIR: ReadonlySet<string> = new Set(['por_revisar', 'por_identificar']);

type Partes = Pick<PartesDigitalizacion, 'actas' | 'imagenes' | 'tandas' | 'catalogo' | 'catd'> & { readonly fichas: Fichas };

const SIN_EXAMEN = { papelAparte: false, veredicto: null, medidas: [], vigente: null, avisos: [], giro: 0 } as const satisfies Partial<ImagenBandeja>;

/** A sheet whose bytes are stored and that nobody has looked at yet. */
const filaDePendiente = ({ sha256, hora, fuente, hoja, tanda }: HojaPendiente): ImagenBandeja => ({
  fila: sha256, imagen: sha256, hora, fuente, qr: null, estado: 'en_proceso', acta: null, nombre: null, motivo: null, destino: DESTINOS.en_proceso, hoja, tanda, ...SIN_EXAMEN,
});

/** An input that was no usable image. Its code comes from our own journal. */
const filaDeRechazo = (r: RechazoGuardado): ImagenBandeja => ({
  fila: r.tanda === null ? r.sha256 : `${r.sha256}/${r.tanda}/${r.hoja ?? 0}`, imagen: r.sha256, hora: r.hora, fuente: r.archivo ?? '—', qr: null, estado: 'rechazada', acta: null, nombre: null,
  motivo: mensaje(r.codigo as CodigoError, { archivo: r.archivo ?? '—', formato: r.detalle, paginas: r.detalle }), destino: DESTINOS.rechazada, hoja: r.hoja, tanda: r.tanda, ...SIN_EXAMEN,
});

/** The rows of the tray: what each sheet is, what is wrong with it and where its paper goes. */
export const crearBandeja = (p: Partes) => {
  const limites = limitesDe(p.catalogo.paquete.reglas.calidad);
  const actaDeQr = crearActaDeQr(p);

  const estadoDe = (imagen: ImagenGuardada): ImagenBandeja['estado'] => {
    if (imagen.estado === 'vigente') return imagen.acta !== null && CAPTURADAS.has(p.actas.estadoDe(imagen.acta)) ? 'lista' : 'en_captura';
    return imagen.estado === 'recibida' ? 'por_identificar' : imagen.estado;
  };

  const medidasDe = (imagen: ImagenGuardada): ImagenBandeja['medidas'] => {
    if (imagen.veredicto === null || imagen.veredicto === 'buena') return [];
    const medidas = p.imagenes.examenDe(imagen.imagen)?.medidas ?? [];
    return medidas.filter((m) => m.veredicto !== 'buena').map((m) => ({ ...m, texto: explicarMedida(m, limites) }));
  };

  /** What acopio and the catalogue say otherwise of the acta that the image is, or seems to be, of. */
  const avisosDe = (imagen: ImagenGuardada, clave: string | null, vigente: string | null): string[] => {
    if (clave === null || p.catalogo.acta(clave) === null || imagen.estado === 'rechazada') return [];
    const { casilla } = p.catalogo.detalle(clave);
    const acta = p.actas.porClave(clave);
    return [
      ...(imagen.origen === 'CATD' && (acta?.horaAcopio ?? null) === null ? ['El acta no ha pasado por acopio.'] : []),
      ...(casilla.catd === p.catd ? [] : [`El acta es del centro ${p.catalogo.nombreCatd(casilla.catd)}.`]),
      ...(vigente === null ? [] : ['El acta ya tiene otra imagen: compárelas.']),
    ];
  };

  /** What the sign says of the paper when it does not go where the others go. */
  const papelDe = (imagen: ImagenGuardada, clave: string | null): string | null => {
    if (clave === null || imagen.origen !== 'CATD' || p.catalogo.acta(clave) === null) return null;
    if ((p.actas.porClave(clave)?.horaAcopio ?? null) === null) return 'el papel pasa por Acopio';
    const { catd } = p.catalogo.detalle(clave).casilla;
    return catd === p.catd ? null : `el papel es del centro ${p.catalogo.nombreCatd(catd)}`;
  };

  const filaDeImagen = (imagen: ImagenGuardada): ImagenBandeja => {
    const estado = estadoDe(imagen);
    // Of an image that waits for the operator, what its label says: nothing is decided yet.
    const clave = imagen.acta ?? (estado === 'por_revisar' && imagen.qr !== null ? actaDeQr(imagen.qr) : null);
    const actual = clave === null ? null : (p.actas.porClave(clave)?.imagen ?? null);
    const vigente = actual === imagen.imagen ? null : actual;
    const { motivo } = imagen;
    const papel = EN_CAMINO.has(estado) ? papelDe(imagen, clave) : null;
    const destino = motivo === HOJA_EN_BLANCO ? 'En blanco: vea el otro lado' : papel === null ? DESTINOS[estado] : `${DESTINOS[estado]} · ${papel}`;
    return {
      fila: imagen.imagen, imagen: imagen.imagen, hora: imagen.hora, fuente: imagen.fuente, qr: imagen.qr, estado, acta: imagen.acta, nombre: clave === null ? null : p.fichas.nombre(clave),
      motivo: motivo === null ? null : (MOTIVOS[motivo] ?? motivo), destino, papelAparte: papel !== null,
      hoja: imagen.hoja, tanda: imagen.tanda, veredicto: imagen.veredicto, medidas: medidasDe(imagen), vigente, avisos: avisosDe(imagen, clave, vigente), giro: imagen.giro,
    };
  };

  /** The same image again: its paper goes where that of the first one goes. */
  const filaDeRepetida = (r: HojaRepetida): ImagenBandeja => {
    const original = p.imagenes.porNombre(r.sha256);
    const primera = original === null ? null : filaDeImagen(original);
    const hoja = primera?.hoja ?? null;
    const cual = hoja === null ? 'otra que ya había llegado' : `la hoja ${hoja}${primera?.tanda === r.tanda ? '' : ' de otra tanda'}`;
    return {
      ...SIN_EXAMEN, fila: `${r.sha256}/${r.tanda}/${r.hoja}/${r.pagina}`, imagen: r.sha256, hora: r.hora, fuente: r.fuente, qr: primera?.qr ?? null, estado: 'repetida', acta: primera?.acta ?? null, nombre: primera?.nombre ?? null,
      motivo: primera === null ? 'Es un archivo que ya había llegado. Haga lo que dicen sus hojas.' : `Es la misma imagen que ${cual}, que dice «${primera.destino}». Ponga el papel donde dice esa hoja.`,
      destino: hoja === null ? DESTINOS.repetida : `Misma imagen que ${cual}`, hoja: r.hoja, tanda: r.tanda, veredicto: primera?.veredicto ?? null, giro: primera?.giro ?? 0,
    };
  };

  return {
    porIdentificar: (): ImagenBandeja[] => p.imagenes.porIdentificar().map(filaDeImagen),
    /** Those that need a person first, the oldest of them at the top; then the newest. */
    filas: (): ImagenBandeja[] => {
      const porDecidir = [...p.imagenes.porRevisar(FILAS), ...p.imagenes.porIdentificar().slice(0, FILAS)].map(filaDeImagen);
      const otras = [
        ...p.tandas.pendientes().slice(0, FILAS).map(filaDePendiente),
        ...p.imagenes.recientes(FILAS).filter((i) => !POR_DECIDIR.has(i.estado)).map(filaDeImagen),
        ...p.imagenes.rechazos(FILAS).map(filaDeRechazo),
        ...p.tandas.repetidas(FILAS).map(filaDeRepetida),
      ].sort((a, b) => b.hora.localeCompare(a.hora)).slice(0, FILAS);
      const vistas = new Map<string, ImagenBandeja>();
      for (const fila of [...porDecidir, ...otras]) if (!vistas.has(fila.fila)) vistas.set(fila.fila, fila);
      return [...vistas.values()];
    },
    pendientes: () => ({ porRevisar: p.imagenes.contarPorRevisar(), porIdentificar: p.imagenes.contarPorIdentificar(), enProceso: p.tandas.contarPendientes() }),
  };
};
export type Bandeja = ReturnType<typeof crearBandeja>;
