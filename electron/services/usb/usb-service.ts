import type { RepositorioAcuses } from '#electron/db/repositories/acuses-repository.ts';
import type { RepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import type { Atiende, Avisos, Contexto, Diario, NuevoEvento, Registro, Transmision } from '#electron/station/puertos.ts';
import type { AlmacenAjenos, AvanceUsb, CarpetaUsb } from '#electron/station/puertos-usb.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { AppError } from '#shared/errors/app-error.ts';

type Estado = Salida<ContratoEstacion, 'usb.estado'>;
type Trabajo = NonNullable<Estado['trabajo']>;
type Resultado = Partial<Pick<Trabajo, 'exportado' | 'acusado' | 'traido'>>;

type Partes = {
  readonly diario: Diario;
  readonly usb: CarpetaUsb;
  readonly acuses: Pick<RepositorioAcuses, 'sinAcuse'>;
  readonly envios: Pick<RepositorioTransmision, 'resumenImagenes'>;
  readonly ajenos: Pick<AlmacenAjenos, 'lotes' | 'acuse'>;
  readonly transmision: Pick<Transmision, 'rechazoAjeno'>;
  readonly avisos: Avisos;
  readonly registro: Registro;
};

type Metodos = 'usb.estado' | 'usb.medios' | 'usb.mirar' | 'usb.exportar' | 'usb.acusar' | 'usb.traer' | 'usb.detener';
export type ServicioUsb = {
  readonly metodos: Atiende<Metodos>;
  /** Stops what is being done with a medium; resolves when nothing is. */
  readonly detener: () => Promise<void>;
};

const NUEVO = { hechos: 0, total: 0, terminado: false, falla: null, exportado: null, acusado: null, traido: null } as const;

/** What is carried by hand: one medium at a time, started by who directs the room and told to every window. */
export const crearServicioUsb = (p: Partes): ServicioUsb => {
  let trabajo: Trabajo | null = null;
  let alto = new AbortController();
  let enCurso: Promise<void> = Promise.resolve();

  const cambiar = (cambios: Partial<Trabajo>): void => {
    if (trabajo !== null) trabajo = { ...trabajo, ...cambios };
    p.avisos.cambio('usb');
  };
  const fallaDe = (error: unknown): Trabajo['falla'] => {
    if (error instanceof AppError) return { codigo: error.codigo, parametros: { ...error.parametros } };
    p.registro.error('USB failed', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    return { codigo: 'interno', parametros: { traza: '' } };
  };
  const correr = async (hacer: (avance: AvanceUsb) => Promise<Resultado>): Promise<void> => {
    const { signal } = alto;
    let decimo = -1;
    const va = (hechos: number, total: number): void => {
      const nuevo = total === 0 ? 0 : Math.floor((hechos / total) * 50);
      if (trabajo !== null) trabajo = { ...trabajo, hechos, total };
      // Windows are told of each fiftieth, not of each file.
      if (nuevo === decimo) return;
      decimo = nuevo;
      p.avisos.cambio('usb');
    };
    try {
      cambiar({ ...(await hacer({ va, alto: signal })), terminado: true });
    } catch (error) {
      cambiar({ terminado: true, falla: signal.aborted ? { codigo: 'usb_detenida', parametros: {} } : fallaDe(error) });
    }
  };
  const empezar = (clase: Trabajo['clase'], ruta: string, hacer: (avance: AvanceUsb) => Promise<Resultado>): Record<string, never> => {
    if (trabajo?.terminado === false) throw new AppError('usb_ocupada');
    trabajo = { ...NUEVO, clase, ruta };
    alto = new AbortController();
    enCurso = correr(hacer);
    p.avisos.cambio('usb');
    return {};
  };
  const registrar = <T extends 'usb.exportada' | 'usb.traida'>(ctx: Contexto, evento: Pick<NuevoEvento<T>, 'tipo' | 'datos'>): void => {
    const { id: actor } = exigirPersona(ctx);
    p.diario.transaccion(() => p.diario.registrar({ ...evento, actor, puesto: ctx.puesto }));
    p.avisos.cambio('transmision');
  };

  const pendientes = (): Estado['pendientes'] => {
    const { seq: ultimo } = p.diario.cabeza();
    const tramos = p.acuses.sinAcuse(ultimo);
    return { ...p.envios.resumenImagenes(), eventos: tramos.reduce((n, t) => n + t.hasta - t.desde + 1, 0), desde: tramos[0]?.desde ?? null, ultimo };
  };
  const ajenos = (): Estado['ajenos'] => {
    const porEstacion = new Map<string, Estado['ajenos'][number]>();
    for (const l of p.ajenos.lotes()) {
      const antes = porEstacion.get(l.estacion) ?? { estacion: l.estacion, hora: l.hora, lotes: 0, conAcuse: 0, porAtender: null };
      porEstacion.set(l.estacion, {
        ...antes, hora: l.hora > antes.hora ? l.hora : antes.hora, lotes: antes.lotes + 1, conAcuse: antes.conAcuse + (p.ajenos.acuse(l.sha256) === null ? 0 : 1),
        porAtender: antes.porAtender ?? p.transmision.rechazoAjeno(l.sha256),
      });
    }
    return [...porEstacion.values()];
  };

  return {
    detener: async () => {
      alto.abort();
      await enCurso;
    },
    metodos: {
      'usb.estado': () => ({ pendientes: pendientes(), trabajo, ajenos: ajenos() }),
      'usb.medios': async () => ({ medios: await p.usb.medios() }),
      'usb.mirar': ({ ruta }) => p.usb.mirar(ruta),
      'usb.exportar': ({ ruta, rango }, ctx) => {
        if (rango !== null && rango.hasta < rango.desde) throw new AppError('entrada_invalida', { campo: 'rango' });
        return empezar('exportar', ruta, async (avance) => {
          const exportado = await p.usb.exportar(ruta, rango, avance);
          const { desde, hasta, lotes, imagenes } = exportado;
          registrar<'usb.exportada'>(ctx, { tipo: 'usb.exportada', datos: { desde, hasta, lotes, imagenes } });
          return { exportado };
        });
      },
      'usb.acusar': ({ ruta }) => empezar('acusar', ruta, async () => ({ acusado: await p.usb.acusar(ruta) })),
      'usb.traer': ({ ruta }, ctx) => empezar('traer', ruta, async (avance) => {
        const traido = await p.usb.traer(ruta, avance);
        for (const { estacion, lotes, imagenes } of traido) registrar<'usb.traida'>(ctx, { tipo: 'usb.traida', datos: { estacion, lotes, imagenes } });
        return { traido: traido.map((t) => ({ ...t, problemas: [...t.problemas] })) };
      }),
      'usb.detener': () => {
        alto.abort();
        return {};
      },
    },
  };
};
