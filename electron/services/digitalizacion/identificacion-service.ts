import type { Atiende, Contexto } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { ImagenGuardada } from '#electron/db/repositories/imagen-repository.ts';
import type { Entrada } from '#shared/api/metodo.ts';
import type { ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import { evaluar } from '#shared/domain/inconsistencias.ts';
import { puede } from '#shared/domain/permisos.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { DESTINOS } from './bandeja.ts';
import { crearAsignarImagen, crearIdentificar } from './identificar.ts';
import type { Autor, PartesDigitalizacion } from './partes.ts';

type Metodos = 'digitalizacion.aceptar' | 'digitalizacion.promover' | 'digitalizacion.identificar' | 'digitalizacion.papeles' | 'digitalizacion.declararFuera' | 'digitalizacion.rechazar';

/** Id of an acta of no approved casilla: it has no key of its own, so that its image names it. */
const claveFuera = (imagen: string): string => `FC-${imagen.slice(0, 12)}`;

/** What people decide about an image: whose it is, that it is nobody's, that it is of no use. */
export const crearServicioIdentificacion = (p: PartesDigitalizacion): Atiende<Metodos> => {
  const asignar = crearAsignarImagen(p);
  const identificar = crearIdentificar(p);
  const autorDe = (ctx: Contexto): Autor => ({ actor: exigirPersona(ctx).id, puesto: ctx.puesto });

  const conocida = (imagen: string): ImagenGuardada => {
    const guardada = p.imagenes.porNombre(imagen);
    if (guardada === null) throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
    return guardada;
  };
  const porIdentificar = (imagen: string): ImagenGuardada => {
    const guardada = conocida(imagen);
    if (guardada.acta !== null) throw new AppError('imagen_ya_identificada', { acta: guardada.acta });
    if (guardada.estado !== 'por_identificar') throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
    return guardada;
  };

  /** Who only captures may report the image in front of them, and no other. */
  const exigirQueLaMire = (imagen: ImagenGuardada, ctx: Contexto): void => {
    const persona = exigirPersona(ctx);
    const titular = imagen.acta === null ? null : p.asignaciones.titular(imagen.acta);
    if (titular === persona.id) return;
    if (titular !== null || !persona.roles.some((rol) => rol !== 'capturista' && puede([rol], 'reportar_imagen'))) throw new AppError('captura_ajena');
  };

  /** When the paper came that acopio gave this number to; null without one. */
  const horaDePapel = (folio: string | null): string | null => {
    if (folio === null) return null;
    const papel = p.actas.sinIdentificar().find((x) => x.folio === folio);
    if (!papel) throw new AppError('folio_desconocido', { folio });
    return papel.hora;
  };
  /** Joins the paper that acopio numbered to the acta that it turned out to be. */
  const nombrarPapel = (folio: string | null, imagen: string, acta: string, autor: Autor): void => {
    const horaAcopio = horaDePapel(folio);
    if (folio !== null && horaAcopio !== null) p.diario.registrar({ tipo: 'papel.identificado', acta, ...autor, datos: { folio, imagen, horaAcopio } });
  };

  const declararFuera = ({ imagen, eleccion, folio }: Entrada<ContratoEstacion, 'digitalizacion.declararFuera'>, ctx: Contexto): { acta: string } => {
    const acta = claveFuera(imagen);
    p.diario.transaccion(() => {
      const guardada = porIdentificar(imagen);
      const maximoBoletasEspecial = p.catalogo.eleccion(eleccion)?.maximoBoletasEspecial;
      if (maximoBoletasEspecial === undefined) throw new AppError('entrada_invalida', { campo: 'elección' });
      const { observaciones, contabilizada, calculado } = evaluar({
        identificada: false, sinActa: null, valores: {}, claves: [], listaNominal: null, representantes: null, tipoCasilla: 'B',
        maximoBoletasEspecial, excedeCombinada: p.catalogo.paquete.reglas.excedeCombinada,
      });
      p.diario.registrar({
        tipo: 'acta.fuera_de_catalogo', acta, ...autorDe(ctx),
        datos: {
          imagen, bytes: guardada.bytes, eleccion, origen: guardada.origen, digitalizacion: guardada.digitalizacion, horaAcopio: horaDePapel(folio),
          evaluacion: { observaciones: [...observaciones], contabilizada, calculado },
        },
      });
      nombrarPapel(folio, imagen, acta, autorDe(ctx));
    });
    p.avisos.cambio('acopio', 'digitalizacion', 'empaquetado');
    return { acta };
  };

  const promover = ({ imagen, motivo }: Entrada<ContratoEstacion, 'digitalizacion.promover'>, ctx: Contexto): { acta: string } => {
    const { acta: clave, estado } = conocida(imagen);
    const acta = clave === null || estado !== 'alternativa' ? null : p.actas.porClave(clave);
    if (acta === null) throw new AppError('imagen_no_alternativa', { imagen: imagen.slice(0, 12) });
    p.diario.transaccion(() => p.diario.registrar({
      tipo: 'imagen.promovida', acta: acta.clave, ...autorDe(ctx), datos: { imagen, anterior: acta.imagen, ciclo: acta.ciclo + 1, motivo },
    }));
    p.asignaciones.soltarActa(acta.clave);
    p.avisos.cambio('digitalizacion', 'captura', 'verificacion', 'cotejo', 'empaquetado');
    return { acta: acta.clave };
  };

  return {
    'digitalizacion.aceptar': ({ imagen, motivo }, ctx) => {
      const resultado = p.diario.transaccion(() => {
        const { estado, qr, plantilla } = conocida(imagen);
        if (estado !== 'por_revisar') throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
        p.diario.registrar({ tipo: 'imagen.aceptada', ...autorDe(ctx), datos: { imagen, motivo } });
        return identificar({ imagen, qr, plantilla }, autorDe(ctx)).tipo;
      });
      p.avisos.cambio('digitalizacion', 'captura');
      return { destino: resultado === 'digitalizada' ? DESTINOS.en_captura : DESTINOS[resultado] };
    },
    'digitalizacion.papeles': () => p.actas.sinIdentificar(),
    'digitalizacion.identificar': ({ imagen, acta, folio }, ctx) => {
      p.catalogo.detalle(acta);
      const resultado = p.diario.transaccion(() => {
        const destino = asignar(porIdentificar(imagen).imagen, acta, 'manual', autorDe(ctx));
        nombrarPapel(folio, imagen, acta, autorDe(ctx));
        return destino;
      });
      p.avisos.cambio('acopio', 'digitalizacion', 'captura');
      return { destino: resultado === 'digitalizada' ? DESTINOS.en_captura : DESTINOS.alternativa };
    },
    'digitalizacion.declararFuera': declararFuera,
    'digitalizacion.promover': promover,
    'digitalizacion.rechazar': ({ imagen, motivo }, ctx) => {
      const guardada = conocida(imagen);
      exigirQueLaMire(guardada, ctx);
      p.diario.transaccion(() => {
        if (guardada.estado === 'rechazada' || guardada.estado === 'fuera_de_catalogo') throw new AppError('imagen_desconocida', { imagen: imagen.slice(0, 12) });
        p.diario.registrar({ tipo: 'imagen.rechazada', ...(guardada.acta === null ? {} : { acta: guardada.acta }), ...autorDe(ctx), datos: { imagen, motivo } });
      });
      if (guardada.acta !== null && guardada.estado === 'vigente') p.asignaciones.soltarActa(guardada.acta);
      p.avisos.cambio('digitalizacion', 'captura', 'verificacion', 'cotejo');
      return {};
    },
  };
};
