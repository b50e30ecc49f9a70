import type { Atiende, Diario, Fichas } from '#electron/station/puertos.ts';
import type { ActaGuardada, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { ContratoEstacion, Persona } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { eventoSchema } from '#shared/domain/evento.ts';
import type { Estado } from '#shared/domain/estados.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import { actasDetenidas, cifrasIdenticas, personasConErrores } from './alertas.ts';
import { crearRelato, type ActaVerificada } from './relato.ts';

type Sala = Salida<ContratoEstacion, 'supervision.sala'>;

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly catd: string;
  /** Who is signed in, and where. */
  readonly presentes: () => readonly { readonly persona: Persona; readonly puesto: string }[];
};

/** Events read at a time: a station opened in the middle of the night has some fifteen thousand. */
const POR_LECTURA = 1000;
const MAXIMO_FILAS = 200;

/** Which actas wait for each phase. */
const COLAS: readonly (readonly [Sala['fases'][number]['fase'], readonly Estado[]])[] = [
  ['digitalizacion', ['acopiada', 'redigitalizar']],
  ['captura', ['digitalizada', 'en_captura']],
  ['verificacion', ['discrepancia']],
  ['cotejo', ['verificada']],
  ['empaquetado', ['cotejada', 'fuera_de_catalogo']],
];

const fasesDe = (porEstado: (estado: Estado) => readonly ActaGuardada[]): Sala['fases'] =>
  COLAS.map(([fase, estados]) => {
    const esperan = estados.flatMap((e) => [...porEstado(e)]);
    const desde = esperan.reduce<string | null>((antes, a) => (antes === null || a.hora < antes ? a.hora : antes), null);
    return { fase, cuantas: esperan.length, desde };
  });

/** The state of the room for who directs it. Reads; nothing here can change a figure. */
export const crearServicioSupervision = (p: Partes): Atiende<'supervision.sala'> => {
  const relato = crearRelato();
  const ponerAlDia = (): void => {
    for (let leidos = POR_LECTURA; leidos === POR_LECTURA;) {
      const asientos = p.diario.leer(relato.hasta() + 1, POR_LECTURA);
      for (const { texto } of asientos) relato.leer(eventoSchema.parse(JSON.parse(texto)));
      leidos = asientos.length;
    }
  };

  const propias = p.catalogo.actas.filter((a) => p.catalogo.casilla(a.casilla)?.catd === p.catd);
  const seccionDe = new Map(propias.map((a) => [a.clave, p.catalogo.casilla(a.casilla)?.seccion ?? '']));

  /** Sections of which something has not come, those that began to come first: their package is here and incomplete. */
  const faltantes = (): Pick<Sala, 'faltantes' | 'seccionesFaltantes'> => {
    const secciones = new Map<string, { esperadas: number; faltan: string[]; desde: string | null }>();
    for (const [clave, seccion] of seccionDe) {
      const s = secciones.get(seccion) ?? { esperadas: 0, faltan: [], desde: null };
      secciones.set(seccion, s);
      s.esperadas += 1;
      const guardada = p.actas.porClave(clave);
      if (guardada === null) s.faltan.push(clave);
      else if (s.desde === null || guardada.hora < s.desde) s.desde = guardada.horaAcopio ?? guardada.hora;
    }
    const incompletas = [...secciones].filter(([, s]) => s.faltan.length > 0)
      .sort(([a, x], [b, y]) => Number(x.desde === null) - Number(y.desde === null) || (x.desde ?? '').localeCompare(y.desde ?? '') || a.localeCompare(b));
    return {
      seccionesFaltantes: incompletas.length,
      faltantes: incompletas.slice(0, MAXIMO_FILAS).map(([seccion, { esperadas, faltan, desde }]) => ({
        seccion, esperadas, recibidas: esperadas - faltan.length, desde, faltan: faltan.map((acta) => ({ acta, nombre: p.fichas.nombre(acta) })),
      })),
    };
  };

  const personas = (): Sala['personas'] => {
    const presentes = new Map(p.presentes().map((x) => [x.persona.id, x.puesto]));
    return p.catalogo.paquete.usuarios.map(({ id, nombre, roles }) => {
      const labor = relato.labor(id);
      return {
        id, nombre, roles: [...roles], puesto: presentes.get(id) ?? null,
        capturas: labor?.capturas ?? 0, campos: labor?.campos ?? 0, errores: labor?.errores ?? 0, acciones: labor?.acciones ?? 0, ultima: labor?.ultima ?? null,
      };
    }).filter((x) => x.puesto !== null || x.acciones > 0);
  };

  const inconsistencia = (acta: string, { valores, evaluacion }: ActaVerificada): Sala['inconsistencias'][number] => {
    const { explicacion } = evaluar({ identificada: true, sinActa: null, valores, ...p.catalogo.limiteDe(acta) });
    const { regla, ilegibles, sinDato, formula, limite } = explicacion;
    return { acta, nombre: p.fichas.nombre(acta), observaciones: [...evaluacion.observaciones], contabilizada: evaluacion.contabilizada, regla, ilegibles, sinDato, formula, base: limite?.base ?? null };
  };

  const sala = (): Sala => {
    ponerAlDia();
    const enEstado = new Map<Estado, readonly ActaGuardada[]>();
    const porEstado = (estado: Estado): readonly ActaGuardada[] => {
      const lista = enEstado.get(estado) ?? p.actas.enEstado(estado);
      enEstado.set(estado, lista);
      return lista;
    };
    const fases = fasesDe(porEstado);
    const gente = personas();
    const enMarcha = (['digitalizada', 'en_captura', 'discrepancia', 'redigitalizar'] as const).flatMap((e) => [...porEstado(e)]);
    const conObservacion = [...relato.verificadas()].filter(([, v]) => v.evaluacion.observaciones.length > 0).reverse();
    return {
      fases, porHora: relato.horas(), personas: gente,
      alertas: [...actasDetenidas(enMarcha, p.diario.ahora(), p.fichas), ...personasConErrores(gente), ...cifrasIdenticas(relato.verificadas(), p.catalogo, p.fichas)],
      inconsistencias: conObservacion.slice(0, MAXIMO_FILAS).map(([acta, v]) => inconsistencia(acta, v)),
      ...faltantes(),
    };
  };
  return { 'supervision.sala': sala };
};
