import { createHash, randomBytes } from 'node:crypto';
import type { Atiende, Avisos, Contexto, Diario, Puestos, Reloj } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioPuestos } from '#electron/db/repositories/puesto-repository.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Salida } from '#shared/api/metodo.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { crearCodigoAbierto } from './codigo-abierto.ts';

type Partes = {
  readonly diario: Diario;
  readonly puestos: RepositorioPuestos;
  readonly avisos: Avisos;
  readonly reloj: Reloj;
  /** Ends every session that was opened at a post. */
  readonly cerrarSesiones: (puesto: string) => void;
};

type Lista = Salida<ContratoEstacion, 'puestos.lista'>;

const SISTEMA = { actor: 'sistema', puesto: 'sistema' } as const;
const huellaDe = (token: string): string => createHash('sha256').update(token).digest('hex');
/** The id that events bear: the name that IT gave, and a number where two have the same. */
const idDe = (nombre: string, ocupado: (id: string) => boolean): string => {
  const base = nombre.normalize('NFD').replace(/[^\w.-]+/g, '').slice(0, 30) || 'puesto';
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!ocupado(id)) return id;
  }
};

/** The posts of the room: paired with a code that is shown here, known by a secret of their own, and sent away when lost. */
export const crearServicioPuestos = (p: Partes): { readonly metodos: Atiende<'puestos.abrirCodigo' | 'puestos.revocar'> & { readonly 'puestos.lista': () => Lista }; readonly puestos: Puestos } => {
  const codigo = crearCodigoAbierto(p.reloj);
  /** When each post was last heard of; since this start only. */
  const visto = new Map<string, number>();
  let direcciones: readonly string[] = [];
  const autor = (ctx: Contexto): { actor: string; puesto: string } => ({ actor: exigirPersona(ctx).id, puesto: ctx.puesto });

  return {
    puestos: {
      anunciar: (nuevas) => {
        direcciones = nuevas;
      },
      emparejar: (nombre, acepta) => {
        if (!codigo.probar(acepta)) throw new AppError('puesto_codigo');
        const token = randomBytes(32).toString('base64url');
        const puesto = idDe(nombre, (id) => p.puestos.porId(id) !== null);
        p.diario.transaccion(() => p.diario.registrar({ tipo: 'puesto.emparejado', ...SISTEMA, datos: { puesto, nombre, huella: huellaDe(token) } }));
        p.avisos.cambio('puestos');
        return { puesto, token };
      },
      reconocer: (token) => {
        const puesto = p.puestos.porHuella(huellaDe(token));
        if (puesto === null || puesto.revocado) return null;
        visto.set(puesto.id, p.reloj.ahora());
        return puesto.id;
      },
    },
    metodos: {
      'puestos.lista': () => p.puestos.todos().map(({ id, nombre, hora, revocado }) => {
        const ultima = visto.get(id);
        return { puesto: id, nombre, desde: hora, revocado, vistoHaceMs: ultima === undefined ? null : Math.max(0, p.reloj.ahora() - ultima) };
      }),
      'puestos.abrirCodigo': () => {
        const { codigo: abierto, vence } = codigo.abrir();
        return { codigo: `${abierto.slice(0, 4)}-${abierto.slice(4)}`, vence: new Date(vence).toISOString(), direcciones: [...direcciones] };
      },
      'puestos.revocar': ({ puesto }, ctx) => {
        p.diario.transaccion(() => {
          const conocido = p.puestos.porId(puesto);
          if (conocido === null || conocido.revocado) throw new AppError('puesto_desconocido', { puesto });
          p.diario.registrar({ tipo: 'puesto.revocado', ...autor(ctx), datos: { puesto } });
        });
        p.cerrarSesiones(puesto);
        p.avisos.cambio('puestos', 'sesion');
        return {};
      },
    },
  };
};
