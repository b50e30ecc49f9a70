import { candidaturasDe, conPorcentajes, sumarVistasPorPartido, verPorCandidatura, verPorPartido, type Convenios, type LineaPartido, type LineaVotos } from './coaliciones.ts';
import { clavesEnBoleta, clavesVoto, NO_REGISTRADAS, NULOS, type Candidatura, type ColumnaVoto, type Eleccion } from './eleccion.ts';
import { encabezadoDeSumas, sumarActa, sumasEnCero, type ActaEncabezado, type Encabezado, type SumasEncabezado } from './encabezado.ts';
import { esNumero, type Valores } from './valor.ts';

/**
 * The acta of representación proporcional of a casilla especial, by the end of its printed key: `3ERP`, `A03ERP`
 * (domain: 2.6). The only place that knows it: its votes count for the entity's RP totals, never in a district's result.
 */
const ACTA_RP = /RP$/i;
export const esActaRp = (tipoActa: string): boolean => ACTA_RP.test(tipoActa);

/** What the consolidation needs of an acta of the catalogue, captured or not, or of one fuera de catálogo. */
export type ActaConsolidable = ActaEncabezado & {
  readonly claveActa: string;
  readonly tipoActa: string;
  /** District or municipality where its votes count (`ambitoDe`); '' in an election of the whole entity. */
  readonly ambito: string;
  readonly seccion: string;
  readonly valores: Valores;
};

export type Nivel = {
  /** Ámbito id, sección within its ámbito (`011/1048`), CLAVE_ACTA; '' for the entity. */
  readonly id: string;
  readonly cifras: Encabezado;
  /** Votes of each column over the counted actas, NO_REGISTRADAS and NULOS included, in the order of the acta. */
  readonly columnas: readonly LineaVotos[];
  readonly total: number;
  readonly porCandidatura: readonly LineaVotos[];
};
export type NivelConPartidos = Nivel & { readonly porPartido: readonly (LineaPartido & { readonly porcentaje: string })[] };

export type Consolidado = {
  /** Without the RP actas of casillas especiales: the result of the race. */
  readonly entidad: NivelConPartidos;
  readonly ambitos: readonly NivelConPartidos[];
  readonly secciones: readonly Nivel[];
  readonly actas: readonly Nivel[];
  /** RP actas of casillas especiales on their own; null where the election has none. */
  readonly rpEspeciales: Nivel | null;
};

export type OpcionesConsolidado = {
  readonly ultimoCorte: boolean;
  /** Where known, which keys registered a candidacy in each ámbito. */
  readonly candidaturas?: readonly Candidatura[];
  readonly convenios?: Convenios;
  /** Secciones and actas cost memory: a national consolidation leaves them out. */
  readonly detalle?: boolean;
};

/**
 * Keys that registered a candidacy in one ámbito, with the combinations of parties that registered the same person: many
 * lists name the parties and never the coalition (LEEME INE 2021; domain: 2.7).
 */
const conCoaliciones = (columnas: readonly ColumnaVoto[], candidaturas: readonly Candidatura[]): ReadonlySet<string> => {
  const titulares = new Map(candidaturas.map((c) => [c.clave, c.propietaria.trim()]));
  const esDeTodos = ({ miembros }: ColumnaVoto): boolean => {
    const [primera, ...otras] = miembros.map((m) => titulares.get(m) ?? '');
    return primera !== undefined && primera !== '' && otras.every((o) => o === primera);
  };
  return new Set([...titulares.keys(), ...columnas.filter((c) => c.clase === 'coalicion' && esDeTodos(c)).map((c) => c.clave)]);
};

type Cuenta = { readonly ambito: string; readonly sumas: SumasEncabezado; readonly votos: Record<string, number> };

/** Adds up results by entity, ámbito, sección and acta (domain: 1.5 «Aggregation levels»). Votes of actas that are not counted are left out. */
export const crearConsolidador = (eleccion: Eleccion, opciones: OpcionesConsolidado): { readonly agregar: (acta: ActaConsolidable) => void; readonly resultado: () => Consolidado } => {
  const claves = clavesVoto(eleccion);
  const { convenios = {}, ultimoCorte } = opciones;
  const enCero = (ambito: string): Cuenta => ({ ambito, sumas: sumasEnCero(), votos: Object.fromEntries(claves.map((c) => [c, 0])) });
  const entidad = enCero('');
  const rp = enCero('');
  const ambitos = new Map<string, Cuenta>();
  const secciones = new Map<string, Cuenta>();
  const actas = new Map<string, Cuenta>();

  const sumar = (cuenta: Cuenta, acta: ActaConsolidable): void => {
    sumarActa(cuenta.sumas, acta);
    if (acta.contabilizada !== 1) return;
    for (const clave of claves) {
      const valor = acta.valores[clave];
      if (esNumero(valor)) cuenta.votos[clave] = (cuenta.votos[clave] ?? 0) + valor;
    }
  };
  const cuentaDe = (mapa: Map<string, Cuenta>, id: string, ambito: string): Cuenta => {
    const cuenta = mapa.get(id) ?? enCero(ambito);
    mapa.set(id, cuenta);
    return cuenta;
  };

  const columnasDe = (ambito: string): Eleccion['columnas'] => {
    const enBoleta = clavesEnBoleta(eleccion, ambito);
    return eleccion.columnas.filter((c) => enBoleta.has(c.clave));
  };
  /** Undefined where nobody told: every combination on the ballot is then a coalition. */
  const registradas = (ambito: string): ReadonlySet<string> | undefined => {
    const propias = opciones.candidaturas?.filter((c) => c.eleccion === eleccion.id && (c.ambito ?? '') === ambito) ?? [];
    return propias.length === 0 ? undefined : conCoaliciones(columnasDe(ambito), propias);
  };
  const candidaturas = (cuenta: Cuenta): { clave: string; votos: number }[] => [
    ...verPorCandidatura(candidaturasDe(columnasDe(cuenta.ambito), registradas(cuenta.ambito)), cuenta.votos),
    { clave: NO_REGISTRADAS, votos: cuenta.votos[NO_REGISTRADAS] ?? 0 }, { clave: NULOS, votos: cuenta.votos[NULOS] ?? 0 },
  ];
  const nivel = (id: string, cuenta: Cuenta, porCandidatura = candidaturas(cuenta)): Nivel => {
    const total = claves.reduce((suma, c) => suma + (cuenta.votos[c] ?? 0), 0);
    return {
      id, total, cifras: encabezadoDeSumas(cuenta.sumas, { ultimoCorte }),
      columnas: conPorcentajes(claves.map((clave) => ({ clave, votos: cuenta.votos[clave] ?? 0 })), total),
      porCandidatura: conPorcentajes(porCandidatura, total),
    };
  };
  const conPartidos = (n: Nivel, lineas: readonly LineaPartido[]): NivelConPartidos => {
    const porcentajes = conPorcentajes(lineas.map((l) => ({ clave: l.clave, votos: l.total })), n.total);
    return { ...n, porPartido: lineas.map((l, i) => ({ ...l, porcentaje: porcentajes[i]?.porcentaje ?? '0.0000' })) };
  };
  const ordenadas = (mapa: Map<string, Cuenta>): [string, Cuenta][] => [...mapa].sort(([a], [b]) => (a < b ? -1 : 1));
  const sumarCandidaturas = (cuentas: readonly Cuenta[]): { clave: string; votos: number }[] => {
    const suma = new Map<string, number>();
    for (const cuenta of cuentas) for (const l of candidaturas(cuenta)) suma.set(l.clave, (suma.get(l.clave) ?? 0) + l.votos);
    return [...suma].map(([clave, votos]) => ({ clave, votos }));
  };

  return {
    agregar: (acta) => {
      if (esActaRp(acta.tipoActa)) return sumar(rp, acta);
      sumar(entidad, acta);
      if (acta.contabilizada === 2) return;
      sumar(cuentaDe(ambitos, acta.ambito, acta.ambito), acta);
      if (opciones.detalle === false) return;
      sumar(cuentaDe(secciones, `${acta.ambito}/${acta.seccion}`, acta.ambito), acta);
      sumar(cuentaDe(actas, acta.claveActa, acta.ambito), acta);
    },
    resultado: () => {
      const cuentas = ordenadas(ambitos);
      const vistas = cuentas.map(([, cuenta]) => verPorPartido(columnasDe(cuenta.ambito), cuenta.votos, convenios));
      const total = nivel('', entidad, sumarCandidaturas(cuentas.map(([, cuenta]) => cuenta)));
      return {
        entidad: conPartidos(total, sumarVistasPorPartido(vistas)),
        ambitos: cuentas.map(([id, cuenta], i) => conPartidos(nivel(id, cuenta), vistas[i] ?? [])),
        secciones: ordenadas(secciones).map(([id, cuenta]) => nivel(id, cuenta)),
        actas: ordenadas(actas).map(([id, cuenta]) => nivel(id, cuenta)),
        rpEspeciales: rp.sumas.esperadas + rp.sumas.fueraCatalogo === 0 ? null : nivel('', rp),
      };
    },
  };
};
