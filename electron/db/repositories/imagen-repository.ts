import type { DatosEvento } from '#shared/domain/eventos.ts';
import type { Base } from '../open-database.ts';

type Guardada = DatosEvento<'imagen.guardada'>;

export type ImagenGuardada = {
  readonly imagen: string;
  readonly estado: 'recibida' | 'por_identificar' | 'vigente' | 'alternativa' | 'rechazada' | 'fuera_de_catalogo';
  readonly acta: string | null;
  /** Reason of `por_identificar` (code) or of `rechazada` (words of a person). */
  readonly motivo: string | null;
  readonly bytes: number;
  readonly origen: Guardada['origen'];
  readonly digitalizacion: Guardada['digitalizacion'];
  readonly fuente: string;
  readonly qr: string | null;
  readonly hora: string;
};
export type RechazoGuardado = { readonly sha256: string; readonly codigo: string; readonly detalle: string; readonly archivo: string | null; readonly hora: string };

/** Reads of the images. Nothing here writes: that is proyecciones.ts. */
export const crearRepositorioImagenes = (base: Base) => {
  const porNombre = base.prepare<[string], ImagenGuardada>(
    'select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, qr, hora from imagen where imagen = ?',
  );
  const recientes = base.prepare<[number], ImagenGuardada>(
    'select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, qr, hora from imagen order by seq desc limit ?',
  );
  const porIdentificar = base.prepare<[], ImagenGuardada>(
    "select imagen, estado, acta, motivo, bytes, origen, digitalizacion, fuente, qr, hora from imagen where estado = 'por_identificar' order by seq",
  );
  const sinIdentificar = base.prepare<[], number>("select count(*) from imagen where estado = 'por_identificar'").pluck();
  const rechazos = base.prepare<[number], RechazoGuardado>(
    'select sha256, codigo, detalle, archivo, hora from rechazo where sha256 is not null order by seq desc limit ?',
  );
  const nombres = base.prepare<[], string>('select imagen from imagen order by seq').pluck();
  return {
    porNombre: (imagen: string): ImagenGuardada | null => porNombre.get(imagen) ?? null,
    /** Last arrived first. */
    recientes: (limite: number): ImagenGuardada[] => recientes.all(limite),
    porIdentificar: (): ImagenGuardada[] => porIdentificar.all(),
    contarPorIdentificar: (): number => sinIdentificar.get() ?? 0,
    /** Inputs that were no usable image, last first. */
    rechazos: (limite: number): RechazoGuardado[] => rechazos.all(limite),
    /** Names of all, in the order of arrival. */
    nombres: (): string[] => nombres.all(),
  };
};
export type RepositorioImagenes = ReturnType<typeof crearRepositorioImagenes>;
