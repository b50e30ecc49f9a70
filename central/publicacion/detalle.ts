import { nombreCasilla } from '#shared/domain/casilla.ts';
import type { Consolidado, FilaConsolidada } from '#central/consolidacion/filas.ts';
import type { ImagenPublicada } from './imagenes-publicadas.ts';

/** Actas in one file of details: a search loads one, some 40 kB compressed. A section is never split. */
const ACTAS_POR_BLOQUE = 250;

/** What the site tells of one acta. */
export type DetalleActa = {
  readonly clave: string;
  readonly nombre: string;
  readonly seccion: string;
  readonly tipoCasilla: string;
  readonly ambito: string | null;
  readonly listaNominal: number | null;
  readonly representantes: number | null;
  /** 1 yes, 0 no, 2 fuera de catálogo, null not captured yet. */
  readonly contabilizada: 0 | 1 | 2 | null;
  readonly valores: FilaConsolidada['fila']['valores'];
  readonly calculado: number | null;
  readonly observaciones: readonly string[];
  /** The image by its SHA-256; `ruta` is null while its bytes are on their way: data are published first. */
  readonly imagen: { readonly sha256: string; readonly ruta: string | null; readonly tipo: string | null } | null;
  readonly horas: { readonly acopio: string | null; readonly captura: string | null; readonly verificacion: string | null };
  readonly origen: string;
  readonly digitalizacion: string;
  readonly documento: string;
  /** Where it lies in the journal of its center. */
  readonly bitacora: { readonly epoca: string; readonly seq: number; readonly hash: string } | null;
};

/** A file of details: sections `desde` to `hasta`, both included. */
export type Bloque = { readonly desde: string; readonly hasta: string; readonly actas: readonly DetalleActa[] };

const detalle = ({ fila, catalogo, hito, observaciones }: FilaConsolidada, publicadas: ReadonlyMap<string, ImagenPublicada>): DetalleActa => {
  const sha256 = fila.codigoIntegridad;
  const publicada = hito?.imagenCompleta === true ? publicadas.get(sha256) : undefined;
  return {
    clave: fila.claveActa, nombre: catalogo === null ? 'Acta fuera de catálogo' : nombreCasilla(catalogo.casilla), seccion: fila.seccion, tipoCasilla: fila.tipoCasilla,
    ambito: fila.ambito === null ? null : `${fila.ambito.id} ${fila.ambito.nombre}`, listaNominal: fila.listaNominal, representantes: fila.representantes,
    contabilizada: fila.contabilizada, valores: fila.valores, calculado: fila.calculado, observaciones,
    imagen: sha256 === '' ? null : { sha256, ruta: publicada?.ruta ?? null, tipo: publicada?.tipo ?? null },
    horas: { acopio: fila.horaAcopio, captura: fila.horaCaptura, verificacion: fila.horaVerificacion },
    origen: fila.origen, digitalizacion: fila.digitalizacion, documento: fila.tipoDocumento,
    bitacora: hito === null ? null : { epoca: hito.epoca, seq: hito.seq, hash: hito.hash },
  };
};

/** The actas of one election in files by section, and those fuera de catálogo apart. */
export const detalles = (consolidado: Consolidado, publicadas: ReadonlyMap<string, ImagenPublicada>): { readonly bloques: readonly Bloque[]; readonly fuera: readonly DetalleActa[] } => {
  const todos = consolidado.filas.map((f) => detalle(f, publicadas));
  const deCatalogo = todos.filter((d) => d.contabilizada !== 2).sort((a, b) => (a.seccion < b.seccion ? -1 : a.seccion > b.seccion ? 1 : a.clave < b.clave ? -1 : 1));
  const bloques: { desde: string; hasta: string; actas: DetalleActa[] }[] = [];
  for (const acta of deCatalogo) {
    const ultimo = bloques.at(-1);
    if (ultimo && (ultimo.actas.length < ACTAS_POR_BLOQUE || ultimo.hasta === acta.seccion)) {
      ultimo.actas.push(acta);
      ultimo.hasta = acta.seccion;
    } else bloques.push({ desde: acta.seccion, hasta: acta.seccion, actas: [acta] });
  }
  return { bloques, fuera: todos.filter((d) => d.contabilizada === 2) };
};
