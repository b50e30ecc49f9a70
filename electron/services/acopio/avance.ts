import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { Diario } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { esMesaSinSeccion, type Casilla } from '#shared/domain/casilla.ts';

type Avance = Salida<ContratoEstacion, 'acopio.avance'>;
type Lugar = { readonly grupo: string; readonly seccion: string };
type Cuenta = { esperadas: number; recibidas: number; sinActa: number; primera: string | null; ultima: string | null };

const SIN_RUTA = { id: '', nombre: 'Sin ruta' };
const SIN_SECCION = 'Mesas especiales';
const cuentaNueva = (): Cuenta => ({ esperadas: 0, recibidas: 0, sinActa: 0, primera: null, ultima: null });
/** A map's value, made when it is not there. */
const deMapa = <V>(mapa: Map<string, V>, clave: string, nuevo: () => V): V => {
  const hay = mapa.get(clave) ?? nuevo();
  mapa.set(clave, hay);
  return hay;
};

/**
 * Expected against received at this center: by route of the collection where the catalogue has routes, else by
 * municipality, and by section inside. Received is paper: an image that came before it leaves the acta still expected.
 * A confirmed SIN ACTA is accounted for, and is neither.
 */
export const crearAvance = (p: { readonly diario: Pick<Diario, 'ahora'>; readonly actas: Pick<RepositorioActas, 'llegadas' | 'sinIdentificar'>; readonly catalogo: Catalogo; readonly catd: string }): (() => Avance) => {
  const propias = p.catalogo.actas.flatMap((a) => {
    const casilla = p.catalogo.casilla(a.casilla);
    return casilla?.catd === p.catd ? [{ clave: a.clave, casilla }] : [];
  });
  const conRutas = propias.some(({ casilla }) => casilla.ruta !== undefined);
  const grupoDe = ({ ruta, municipio, distrito }: Casilla): { readonly id: string; readonly nombre: string } => {
    if (conRutas) return ruta === undefined ? SIN_RUTA : { id: ruta, nombre: ruta };
    return municipio ?? distrito ?? SIN_RUTA;
  };
  const lugares = new Map<string, Lugar>();
  const nombres = new Map<string, string>();
  for (const { clave, casilla } of propias) {
    const { id, nombre } = grupoDe(casilla);
    nombres.set(id, nombre);
    lugares.set(clave, { grupo: id, seccion: esMesaSinSeccion(casilla.tipo) ? SIN_SECCION : casilla.seccion });
  }

  const anotar = (c: Cuenta, llegada: { readonly sinActa: boolean; readonly horaAcopio: string | null } | undefined): void => {
    c.esperadas += 1;
    if (llegada?.sinActa === true) c.sinActa += 1;
    else if (llegada !== undefined && llegada.horaAcopio !== null) {
      c.recibidas += 1;
      if (c.primera === null || llegada.horaAcopio < c.primera) c.primera = llegada.horaAcopio;
      if (c.ultima === null || llegada.horaAcopio > c.ultima) c.ultima = llegada.horaAcopio;
    }
  };

  return () => {
    const llegadas = new Map(p.actas.llegadas().map((l) => [l.clave, { sinActa: l.estado === 'sin_acta', horaAcopio: l.horaAcopio }]));
    const total = cuentaNueva();
    const grupos = new Map<string, { cuenta: Cuenta; secciones: Map<string, Cuenta> }>();
    for (const [clave, { grupo, seccion }] of lugares) {
      const g = deMapa(grupos, grupo, () => ({ cuenta: cuentaNueva(), secciones: new Map<string, Cuenta>() }));
      for (const cuenta of [total, g.cuenta, deMapa(g.secciones, seccion, cuentaNueva)]) anotar(cuenta, llegadas.get(clave));
    }
    const { inicio } = p.catalogo.paquete.ventana;
    const empezo = p.diario.ahora() >= Date.parse(inicio) ? inicio : null;
    return {
      esperadas: total.esperadas, recibidas: total.recibidas, sinActa: total.sinActa, clase: conRutas ? 'ruta' : 'municipio', papeles: p.actas.sinIdentificar(),
      deOtroCentro: [...llegadas].filter(([clave, l]) => l.horaAcopio !== null && !l.sinActa && !lugares.has(clave)).length,
      grupos: [...grupos].map(([id, { cuenta, secciones }]) => ({
        id, nombre: nombres.get(id) ?? id, esperadas: cuenta.esperadas, recibidas: cuenta.recibidas, sinActa: cuenta.sinActa, ultima: cuenta.ultima,
        secciones: [...secciones].map(([seccion, s]) => ({ seccion, esperadas: s.esperadas, recibidas: s.recibidas, sinActa: s.sinActa, desde: s.primera ?? empezo })).sort((a, b) => a.seccion.localeCompare(b.seccion)),
      })).sort((a, b) => a.nombre.localeCompare(b.nombre, 'es')),
    };
  };
};
