import type { Asignaciones, Atiende, Diario, Fichas } from '#electron/station/puertos.ts';
import type { EnEstado, RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { RepositorioDireccion } from '#electron/db/repositories/direccion-repository.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { ContratoEstacion, Persona } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { eventoSchema } from '#shared/domain/evento.ts';
import type { Estado } from '#shared/domain/estados.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import type { Rol } from '#shared/domain/permisos.ts';
import { actasDetenidas, cifrasIdenticas, deLaMaquina, DETENIDA_MS, imagenesDetenidas, MAXIMO_NOMBRES, personasConErrores, puestosAusentes, sinActaPorConfirmar, type Alerta } from './alertas.ts';
import { crearRelato } from './relato.ts';
import { crearVerificadas, type ActaVerificada } from './verificadas.ts';

type Sala = Salida<ContratoEstacion, 'supervision.sala'>;

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly imagenes: Pick<RepositorioImagenes, 'horasEnEspera'>;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly catd: string;
  readonly direccion: Pick<RepositorioDireccion, 'pausas'>;
  readonly rolesDe: (persona: string) => Rol[] | null;
  readonly asignaciones: Pick<Asignaciones, 'lista'>;
  /** The station as the tablero counts it. */
  readonly resumen: () => Salida<ContratoEstacion, 'tablero.resumen'>;
  readonly puestos: () => Salida<ContratoEstacion, 'puestos.lista'>;
  /** Who is signed in, and where. */
  readonly presentes: () => readonly { readonly persona: Persona; readonly puesto: string }[];
};

/** Events read at a time: a station opened in the middle of the night has some fifteen thousand. */
const POR_LECTURA = 1000;
const MAXIMO_FILAS = 200;
/** A post that was not heard of for so long has been switched off, or its cable is out. */
const AUSENTE_MS = 60_000;

/** Which actas wait for each phase. */
const COLAS: readonly (readonly [Sala['fases'][number]['fase'], readonly Estado[]])[] = [
  ['digitalizacion', ['acopiada', 'redigitalizar']],
  ['captura', ['digitalizada', 'en_captura']],
  ['verificacion', ['discrepancia']],
  ['cotejo', ['verificada']],
  ['empaquetado', ['cotejada', 'fuera_de_catalogo']],
];

const fasesDe = (estados: ReadonlyMap<Estado, EnEstado>): Sala['fases'] =>
  COLAS.map(([fase, suyos]) => {
    const esperan = suyos.flatMap((e) => estados.get(e) ?? []);
    const desde = esperan.reduce<string | null>((antes, e) => (antes === null || e.desde < antes ? e.desde : antes), null);
    return { fase, cuantas: esperan.reduce((n, e) => n + e.cuantas, 0), desde };
  });

/** The state of the room for who directs it. Reads; nothing here can change a figure. */
export const crearServicioSupervision = (p: Partes): Atiende<'supervision.sala'> => {
  const verificadas = crearVerificadas(p.catalogo);
  const relato = crearRelato(verificadas);
  const ponerAlDia = (): void => {
    for (let leidos = POR_LECTURA; leidos === POR_LECTURA;) {
      const asientos = p.diario.leer(relato.hasta() + 1, POR_LECTURA);
      for (const { texto } of asientos) relato.leer(eventoSchema.parse(JSON.parse(texto)));
      leidos = asientos.length;
    }
  };

  const propias = p.catalogo.actas.filter((a) => p.catalogo.casilla(a.casilla)?.catd === p.catd);
  const rutas = new Map(propias.flatMap((a) => {
    const casilla = p.catalogo.casilla(a.casilla);
    return casilla?.ruta === undefined ? [] : [[casilla.seccion, casilla.ruta] as const];
  }));
  const seccionDe = new Map(propias.map((a) => [a.clave, p.catalogo.casilla(a.casilla)?.seccion ?? '']));

  /** Sections of which something has not come, those that began to come first: their package is here and incomplete. */
  const faltantes = (): Pick<Sala, 'faltantes' | 'seccionesFaltantes'> => {
    const llegadas = new Map(p.actas.llegadas().map((l) => [l.clave, l.hora]));
    const secciones = new Map<string, { esperadas: number; faltan: string[]; desde: string | null }>();
    for (const [clave, seccion] of seccionDe) {
      const s = secciones.get(seccion) ?? { esperadas: 0, faltan: [], desde: null };
      secciones.set(seccion, s);
      s.esperadas += 1;
      const llegada = llegadas.get(clave);
      if (llegada === undefined) s.faltan.push(clave);
      else if (s.desde === null || llegada < s.desde) s.desde = llegada;
    }
    const incompletas = [...secciones].filter(([, s]) => s.faltan.length > 0)
      .sort(([a, x], [b, y]) => Number(x.desde === null) - Number(y.desde === null) || (x.desde ?? '').localeCompare(y.desde ?? '') || a.localeCompare(b));
    return {
      seccionesFaltantes: incompletas.length,
      faltantes: incompletas.slice(0, MAXIMO_FILAS).map(([seccion, { esperadas, faltan, desde }]) => ({
        seccion, ruta: rutas.get(seccion) ?? null, esperadas, recibidas: esperadas - faltan.length, desde, faltan: faltan.map((acta) => ({ acta, nombre: p.fichas.nombre(acta) })),
      })),
    };
  };

  const pausaDe = (clase: 'persona' | 'puesto', id: string): { motivo: string; hora: string } | null => {
    const pausa = p.direccion.pausas().find((x) => x.clase === clase && x.id === id);
    return pausa === undefined ? null : { motivo: pausa.motivo, hora: pausa.hora };
  };

  const puestos = (): Sala['puestos'] => {
    const sesiones = p.presentes();
    const emparejados = new Map(p.puestos().filter((x) => !x.revocado).map((x) => [x.puesto, x.vistoHaceMs !== null && x.vistoHaceMs < AUSENTE_MS]));
    const enPausa = p.direccion.pausas().filter((x) => x.clase === 'puesto').map((x) => x.id);
    return [...new Set([...emparejados.keys(), ...sesiones.map((s) => s.puesto), ...enPausa])].sort((a, b) => a.localeCompare(b, 'es', { numeric: true })).map((puesto) => ({
      puesto, personas: sesiones.filter((s) => s.puesto === puesto).map((s) => s.persona.nombre), conectado: emparejados.get(puesto) ?? null, pausa: pausaDe('puesto', puesto),
    }));
  };

  const trabajos = (): Sala['trabajos'] => {
    const porId = new Map(p.catalogo.paquete.usuarios.map((u) => [u.id, u.nombre]));
    return p.asignaciones.lista().map(({ acta, tarea, persona, desde }) => ({
      acta, nombre: p.fichas.nombre(acta), tarea, persona, nombrePersona: porId.get(persona) ?? persona, desde: p.diario.horaDe(desde),
    })).sort((a, b) => a.desde.localeCompare(b.desde));
  };

  const personas = (): Sala['personas'] => {
    const presentes = new Map(p.presentes().map((x) => [x.persona.id, x.puesto]));
    return p.catalogo.paquete.usuarios.map(({ id, nombre, roles }) => {
      const labor = relato.labor(id);
      return {
        id, nombre, roles: p.rolesDe(id) ?? [...roles], puesto: presentes.get(id) ?? null,
        capturas: labor?.capturas ?? 0, campos: labor?.campos ?? 0, errores: labor?.errores ?? 0, acciones: labor?.acciones ?? 0, ultima: labor?.ultima ?? null,
        pausa: pausaDe('persona', id),
      };
    }).filter((x) => x.puesto !== null || x.acciones > 0 || x.pausa !== null);
  };

  const inconsistencia = (acta: string, { valores, evaluacion }: ActaVerificada): Sala['inconsistencias'][number] => {
    const { explicacion } = evaluar({ identificada: true, sinActa: null, valores, ...p.catalogo.limiteDe(acta) });
    const { regla, ilegibles, sinDato, formula, limite } = explicacion;
    return { acta, nombre: p.fichas.nombre(acta), observaciones: [...evaluacion.observaciones], contabilizada: evaluacion.contabilizada, regla, ilegibles, sinDato, formula, base: limite?.base ?? null };
  };

  /** What stops the night first, then what makes it wrong, then what waits. */
  const alertasDe = ({ personas: gente, puestos: lugares, ...maquina }: Pick<Sala, 'personas' | 'puestos' | 'enlace' | 'disco' | 'reloj'>, ahora: number): Alerta[] => [
    ...deLaMaquina(maquina, ahora),
    ...puestosAusentes(lugares),
    ...personasConErrores(gente),
    ...cifrasIdenticas(verificadas.identicas(), p.fichas),
    ...sinActaPorConfirmar(p.actas.solicitudesSinActa().map((s) => s.hora)),
    ...imagenesDetenidas(p.imagenes.horasEnEspera(), ahora),
    ...actasDetenidas(p.actas.detenidas(p.diario.horaDe(ahora - DETENIDA_MS), MAXIMO_NOMBRES), ahora, p.fichas),
  ];

  const sala = (): Sala => {
    ponerAlDia();
    const ahora = p.diario.ahora();
    const { porEstado, transmision: enlace, disco } = p.resumen();
    const { cuantos, ultimo } = relato.retrocesos();
    const vista = { personas: personas(), puestos: puestos(), enlace, disco, reloj: { hora: p.diario.horaAhora(), retrocesos: cuantos, ultimo } };
    return {
      ...vista, fases: fasesDe(p.actas.estados()), porHora: relato.horas(), trabajos: trabajos(), porEstado,
      alertas: alertasDe(vista, ahora),
      inconsistencias: verificadas.observadas().slice(0, MAXIMO_FILAS).map(([acta, v]) => inconsistencia(acta, v)),
      sumasDistintas: verificadas.sumas().slice(0, MAXIMO_FILAS).map(([acta, nota]) => ({ acta, nombre: p.fichas.nombre(acta), ...nota })),
      ...faltantes(),
    };
  };
  return { 'supervision.sala': sala };
};
