import type { Atiende, AtiendePasos, Avisos, Contexto, Diario, Fichas } from '#electron/station/puertos.ts';
import { exigirPersona } from '#electron/station/puertos.ts';
import type { RepositorioActas } from '#electron/db/repositories/acta-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { ActaResumen, ContratoEstacion } from '#shared/api/contrato-estacion.ts';
import type { Entrada } from '#shared/api/metodo.ts';
import { catalogoQr, identificarQr, leerQr } from '#shared/domain/qr.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { reglaVentana } from './ventana.ts';

/** Results of a search shown at once: a section has some tens of actas. */
const MAXIMO_BUSQUEDA = 100;
const RECIENTES = 30;

type Partes = {
  readonly diario: Diario;
  readonly actas: RepositorioActas;
  readonly catalogo: Catalogo;
  readonly fichas: Fichas;
  readonly avisos: Avisos;
  /** This center. */
  readonly catd: string;
};

/** Acopio: which acta arrived, and when. The hour is the journal's, never typed. */
export const crearServicioAcopio = (p: Partes): Atiende<'acopio.buscar' | 'digitalizacion.buscarActa' | 'acopio.recientes'> & AtiendePasos<'acopio.registrar'> => {
  const qr = catalogoQr(p.catalogo.paquete);

  const clavesDe = (texto: string): readonly string[] => {
    const buscado = texto.trim();
    if (buscado === '') return [];
    if (leerQr(buscado) !== null) {
      const leido = identificarQr(buscado, qr);
      return leido.tipo === 'acta' ? [leido.clave] : [];
    }
    if (/^\d{1,4}$/.test(buscado)) return p.catalogo.actasDeSeccion(buscado).map((a) => a.clave);
    const clave = buscado.toUpperCase();
    // Six digits name an entity and a section: less would list half the state.
    return clave.length < 6 ? [] : p.catalogo.actas.filter((a) => a.clave.startsWith(clave)).map((a) => a.clave);
  };

  const registrar = (entrada: Entrada<ContratoEstacion, 'acopio.registrar'>, ctx: Contexto): { hora: string; otroCatd: string | null } => {
    const persona = exigirPersona(ctx);
    const { casilla } = p.catalogo.detalle(entrada.acta);
    const evento = p.diario.transaccion(() => {
      const previa = p.actas.porClave(entrada.acta);
      if (previa !== null && previa.horaAcopio !== null && previa.estado !== 'sin_acta') throw new AppError('acta_ya_acopiada', { acta: entrada.acta, hora: previa.horaAcopio.slice(11, 16) });
      const { ventana } = p.catalogo.paquete;
      const regla = reglaVentana(p.catalogo.paquete, p.diario.ahora());
      if (regla === 'rechazada') throw new AppError('fuera_de_ventana', { inicio: ventana.inicio, fin: ventana.fin });
      return p.diario.registrar({
        tipo: 'acta.acopiada', acta: entrada.acta, actor: persona.id, puesto: ctx.puesto,
        datos: {
          mecanismoTraslado: entrada.mecanismoTraslado, tipoDocumento: entrada.tipoDocumento, catdReceptor: p.catd, catdAsignado: casilla.catd,
          ...(regla === 'anotada' ? { fueraDeVentana: true as const } : {}),
        },
      });
    });
    p.avisos.cambio('acopio', 'digitalizacion');
    return { hora: evento.hora, otroCatd: casilla.catd === p.catd ? null : casilla.catd };
  };

  const buscar = ({ texto }: { readonly texto: string }): ActaResumen[] => clavesDe(texto).slice(0, MAXIMO_BUSQUEDA).map((clave) => p.fichas.resumen(clave));

  return {
    'acopio.buscar': buscar,
    'digitalizacion.buscarActa': buscar,
    'acopio.registrar': registrar,
    'acopio.recientes': () => p.actas.acopiadas(RECIENTES).map((a) => p.fichas.resumen(a.clave)),
  };
};
