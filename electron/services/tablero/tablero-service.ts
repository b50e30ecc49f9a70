import type { Contexto, Transmision } from '#electron/station/puertos.ts';
import type { ConteoActas, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Salida } from '#shared/api/metodo.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import { capturaACiegas } from '#shared/domain/permisos.ts';
import { ESTADOS, type Estado } from '#shared/domain/estados.ts';

type Partes = {
  readonly actas: RepositorioActas;
  readonly imagenes: RepositorioImagenes;
  readonly catalogo: Catalogo;
  readonly catd: string;
  readonly transmision: Pick<Transmision, 'estado'>;
  /** Bytes free on the disk, null when not known. */
  readonly discoLibre: () => number | null;
};
type Resumen = Salida<ContratoEstacion, 'tablero.resumen'>;

/** Below this much free disk (2 GiB) the operator is warned, while there is still room to work. */
export const DISCO_BAJO_BYTES = 2 * 1024 ** 3;

const sumar = (filas: readonly ConteoActas[], son: (f: ConteoActas) => boolean): number => filas.reduce((n, f) => (son(f) ? n + f.n : n), 0);

/** The same for who captures blind: from the image on, nothing tells how far an acta has come. */
const sinRastro = (r: Resumen): Resumen => ({
  ...r,
  porEstado: { ...r.porEstado, digitalizada: r.porEstado.digitalizada + r.porEstado.en_captura + r.porEstado.discrepancia + r.porEstado.verificada, en_captura: 0, discrepancia: 0, verificada: 0 },
  porEleccion: r.porEleccion.map((e) => ({ ...e, registradas: 0, verificadas: 0, contabilizadas: 0 })),
  pendientes: { ...r.pendientes, captura: 0, discrepancia: 0, cotejo: 0 },
  transmision: { ...r.transmision, eventosPendientes: 0, actasPendientes: 0, bytesPendientes: 0, segundosRestantes: null },
});

/** Where every acta of this center is. Those of other centers that came here are counted, those that did not are not expected. */
export const crearServicioTablero = (p: Partes): { readonly 'tablero.resumen': (entrada?: unknown, ctx?: Pick<Contexto, 'persona'>) => Resumen } => {
  const esperadasPor = new Map<string, Set<string>>(p.catalogo.paquete.elecciones.map((e) => [e.id, new Set<string>()]));
  for (const a of p.catalogo.actas) if (p.catalogo.casilla(a.casilla)?.catd === p.catd) esperadasPor.get(a.eleccion)?.add(a.clave);
  const propias = new Set([...esperadasPor.values()].flatMap((claves) => [...claves]));

  const resumen = (): Resumen => {
    const libres = p.discoLibre();
    const filas = p.actas.contar();
    const tocadas = p.actas.claves();
    const vistas = tocadas.reduce((n, clave) => (propias.has(clave) ? n + 1 : n), 0);
    const en = (...estados: readonly Estado[]): number => sumar(filas, (f) => estados.includes(f.estado));
    const porEstado = Object.fromEntries(ESTADOS.map((estado) => [estado, en(estado)])) as Record<Estado, number>;
    porEstado.esperada = propias.size - vistas;
    porEstado.por_identificar = p.imagenes.contarPorIdentificar();
    return {
      total: propias.size + tocadas.length - vistas,
      porEstado,
      porEleccion: p.catalogo.paquete.elecciones.map((e) => ({
        eleccion: e.id, titulo: e.titulo, esperadas: esperadasPor.get(e.id)?.size ?? 0,
        registradas: sumar(filas, (f) => f.eleccion === e.id && f.contabilizada !== null),
        verificadas: sumar(filas, (f) => f.eleccion === e.id && f.verificada === 1),
        contabilizadas: sumar(filas, (f) => f.eleccion === e.id && f.contabilizada === 1),
      })),
      pendientes: {
        digitalizar: en('acopiada', 'redigitalizar'), identificar: porEstado.por_identificar, captura: en('digitalizada', 'en_captura'), discrepancia: en('discrepancia'),
        cotejo: en('verificada') - p.actas.dispensadas(), empaquetado: en('cotejada', 'fuera_de_catalogo') + p.actas.dispensadas(), sinActa: p.actas.solicitudesSinActa().length,
      },
      transmision: p.transmision.estado(),
      disco: { libres, bajo: libres !== null && libres < DISCO_BAJO_BYTES },
    };
  };
  return { 'tablero.resumen': (_, ctx) => (ctx?.persona && capturaACiegas(ctx.persona.roles) ? sinRastro(resumen()) : resumen()) };
};
