import type { Lectura } from '#shared/domain/lectura.ts';
import type { Base } from '../open-database.ts';

/** An image of an acta that the digit reader has not read. */
export type ImagenPorLeer = { readonly imagen: string; readonly acta: string };
/** An acta that is verified and neither corrected nor checked against its paper since, with the reading of its image. */
export type VerificadaLeida = { readonly acta: string; readonly imagen: string; readonly ciclo: number; readonly seqVerificacion: number; readonly seqLectura: number };

/** Reads of the lectura automática. Nothing here writes: that is proyecciones.ts. */
export const crearRepositorioLecturas = (base: Base) => {
  // Uses imagen_por_leer: its condition is named as it is there.
  const pendientes = base.prepare<[number], ImagenPorLeer>(
    `select imagen, acta from imagen i where estado = 'vigente' and plantilla is not null and acta is not null
       and not exists (select 1 from lectura l where l.imagen = i.imagen) order by seq limit ?`,
  );
  const pendiente = base.prepare<[string, string], 1>(
    `select 1 from imagen i where imagen = ? and acta = ? and estado = 'vigente' and not exists (select 1 from lectura l where l.imagen = i.imagen)`,
  ).pluck();
  const verificadas = base.prepare<[], VerificadaLeida>(
    `select a.clave as acta, a.imagen, a.ciclo, a.seq_verificacion as seqVerificacion, l.seq as seqLectura
     from acta a join lectura l on l.imagen = a.imagen
     where a.estado = 'verificada' and a.correccion_por is null and a.seq_verificacion is not null order by a.seq_verificacion desc`,
  );
  const evento = base.prepare<[number], string>('select texto from bitacora where seq = ?').pluck();
  return {
    /** Those that came first, first. */
    pendientes: (limite: number): ImagenPorLeer[] => pendientes.all(limite),
    /** Whether it is still the acta's image, and not read. */
    estaPendiente: ({ imagen, acta }: ImagenPorLeer): boolean => pendiente.get(imagen, acta) !== undefined,
    /** Last verified first. */
    verificadas: (): VerificadaLeida[] => verificadas.all(),
    /** What was read, as its event says. */
    lecturaEn: (seq: number): Lectura => {
      const texto = evento.get(seq);
      return texto === undefined ? {} : (JSON.parse(texto) as { datos: { campos: Lectura } }).datos.campos;
    },
  };
};
export type RepositorioLecturas = ReturnType<typeof crearRepositorioLecturas>;
