import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { ExamenGuardado, Giro, Veredicto } from '#shared/domain/examen.ts';
import type { Base } from '../open-database.ts';

type Guardada = DatosEvento<'imagen.guardada'>;

export type ImagenGuardada = {
  readonly imagen: string;
  readonly estado: 'recibida' | 'por_revisar' | 'por_identificar' | 'vigente' | 'alternativa' | 'rechazada' | 'fuera_de_catalogo';
  readonly acta: string | null;
  /** Reason of `por_identificar` (code) or of `rechazada` (words of a person). */
  readonly motivo: string | null;
  readonly bytes: number;
  readonly origen: Guardada['origen'];
  readonly digitalizacion: Guardada['digitalizacion'];
  readonly fuente: string;
  readonly tanda: string | null;
  readonly hoja: number | null;
  readonly qr: string | null;
  /** null: nothing looked at it. */
  readonly veredicto: Veredicto | null;
  /** Family of templates whose marks were found. */
  readonly plantilla: string | null;
  readonly giro: Giro;
  readonly hora: string;
};
export type RechazoGuardado = { readonly sha256: string; readonly codigo: string; readonly detalle: string; readonly archivo: string | null; readonly hora: string; readonly tanda: string | null; readonly hoja: number | null };

/** Names of the files that the journal says are under `imagenes`: images, and files that were taken apart. Databases of every version. */
export const nombresDeImagenes = (base: Base): string[] => {
  const nombres = base.prepare<[], string>('select imagen from imagen order by seq').pluck().all();
  const hayHojas = base.prepare<[], 1>("select 1 from sqlite_master where type = 'table' and name = 'hoja'").pluck().get() === 1;
  return hayHojas ? [...nombres, ...base.prepare<[], string>("select distinct sha256 from hoja where estado = 'separada'").pluck().all()] : nombres;
};

/** Reads of the images. Nothing here writes: that is proyecciones.ts. */
export const crearRepositorioImagenes = (base: Base) => {
  const porNombre = base.prepare<[string], ImagenGuardada>(
    'select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, tanda, hoja, qr, veredicto, plantilla, giro, hora from imagen where imagen = ?',
  );
  const recientes = base.prepare<[number], ImagenGuardada>(
    'select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, tanda, hoja, qr, veredicto, plantilla, giro, hora from imagen order by seq desc limit ?',
  );
  // These use imagen_por_atender, which must be named as it is in its own condition.
  const enEspera = base.prepare<['por_revisar' | 'por_identificar', number], ImagenGuardada>(
    `select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, tanda, hoja, qr, veredicto, plantilla, giro, hora
     from imagen where estado = ? and estado in ('por_revisar', 'por_identificar') order by seq limit ?`,
  );
  const cuantas = base.prepare<['por_revisar' | 'por_identificar'], number>(
    "select count(*) from imagen where estado = ? and estado in ('por_revisar', 'por_identificar')",
  ).pluck();
  const horasEnEspera = base.prepare<[], string>("select hora from imagen where estado in ('por_revisar', 'por_identificar') order by hora").pluck();
  const rechazos = base.prepare<[number], RechazoGuardado>(
    'select sha256, codigo, detalle, archivo, hora, tanda, hoja from rechazo where sha256 is not null order by seq desc limit ?',
  );
  // On its own and not joined: the journal is read once, by its key.
  const lugar = base.prepare<[string], number>('select seq from imagen where imagen = ?').pluck();
  const lugarAlineada = base.prepare<[string], number>('select seq from imagen where imagen = ? and plantilla is not null').pluck();
  const evento = base.prepare<[number], string>('select texto from bitacora where seq = ?').pluck();
  const examenEn = (seq: number | undefined): ExamenGuardado | null => {
    const texto = seq === undefined ? undefined : evento.get(seq);
    return texto === undefined ? null : ((JSON.parse(texto) as { datos: Guardada }).datos.examen ?? null);
  };
  return {
    porNombre: (imagen: string): ImagenGuardada | null => porNombre.get(imagen) ?? null,
    /** Last arrived first. */
    recientes: (limite: number): ImagenGuardada[] => recientes.all(limite),
    /** Oldest first. */
    porRevisar: (limite: number): ImagenGuardada[] => enEspera.all('por_revisar', limite),
    porIdentificar: (): ImagenGuardada[] => enEspera.all('por_identificar', -1),
    contarPorRevisar: (): number => cuantas.get('por_revisar') ?? 0,
    contarPorIdentificar: (): number => cuantas.get('por_identificar') ?? 0,
    /** When each image came that waits for somebody to look at it or to say whose it is, oldest first. */
    horasEnEspera: (): string[] => horasEnEspera.all(),
    /** Inputs that were no usable image, last first. */
    rechazos: (limite: number): RechazoGuardado[] => rechazos.all(limite),
    /** What was seen in it when it came, as its event says; null when nothing looked. */
    examenDe: (imagen: string): ExamenGuardado | null => examenEn(lugar.get(imagen)),
    /** Where the form lies in it; null when its marks were not found, which is known without reading its event. */
    alineacionDe: (imagen: string): ExamenGuardado['alineacion'] => examenEn(lugarAlineada.get(imagen))?.alineacion ?? null,
  };
};
export type RepositorioImagenes = ReturnType<typeof crearRepositorioImagenes>;
