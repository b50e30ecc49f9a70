import { esDiscoLleno } from '#electron/db/open-database.ts';
import type { RepositorioImagenes } from '#electron/db/repositories/imagen-repository.ts';
import type { ImagenPorLeer, RepositorioLecturas } from '#electron/db/repositories/lectura-repository.ts';
import type { Catalogo } from '#electron/services/eleccion/catalogo.ts';
import type { AlmacenImagenes, Avisos, Diario, PedidoDigitos, Registro, Vision } from '#electron/station/puertos.ts';
import { PLANTILLAS, type Familia } from '#shared/domain/plantilla-familias.ts';
import { plantillaPara } from '#shared/domain/plantilla.ts';

export type PartesLectura = {
  readonly diario: Diario;
  readonly lecturas: RepositorioLecturas;
  readonly imagenes: RepositorioImagenes;
  readonly catalogo: Catalogo;
  readonly almacen: AlmacenImagenes;
  readonly vision: Vision;
  readonly avisos: Avisos;
  readonly registro: Registro;
  /** Resolves when no sheet is being taken in: the examination of a sheet never waits for a reading. */
  readonly sinHojas: () => Promise<void>;
};

/** Times that an image is tried before it is left for the next opening. */
const INTENTOS = 2;
/** Images asked for at a time, besides those that failed. */
const TRAMO = 8;

const esFamilia = (nombre: string): nombre is Familia => (PLANTILLAS as readonly string[]).includes(nombre);

/** The background work of the digit reader: one image at a time, when nothing else is being looked at. */
export const crearLectorPendientes = (p: PartesLectura) => {
  const fallidas = new Map<string, number>();
  let detenido = false;
  let trabajo: Promise<void> | null = null;
  let llamado = false;

  // Asked again after each wait: it may have been told to stop meanwhile.
  const parado = (): boolean => detenido;

  /** Which boxes to read; null when the page was not aligned, or to a form that this version does not know. */
  const pedidoDe = ({ imagen, acta }: ImagenPorLeer): PedidoDigitos | null => {
    const examen = p.imagenes.examenDe(imagen);
    if (!examen?.alineacion || !esFamilia(examen.alineacion.plantilla) || p.catalogo.acta(acta) === null) return null;
    const { acta: esperada, casilla, eleccion } = p.catalogo.detalle(acta);
    const capturados = new Set(p.catalogo.camposDeActa(acta).map((c) => c.clave));
    const { campos } = plantillaPara(eleccion, casilla, esperada, examen.alineacion.plantilla);
    return { giro: examen.giro, alineacion: examen.alineacion, campos: campos.filter((c) => capturados.has(c.clave)).map(({ clave, numero }) => ({ clave, numero: [...numero] })) };
  };

  const leer = async (pendiente: ImagenPorLeer): Promise<void> => {
    const pedido = pedidoDe(pendiente);
    if (pedido === null || !p.vision.leerDigitos) {
      fallidas.set(pendiente.imagen, INTENTOS);
      return;
    }
    const { lector, campos } = await p.vision.leerDigitos(await p.almacen.leer(pendiente.imagen), pedido);
    if (parado()) return;
    p.diario.transaccion(() => {
      // Rejected or read while the eye looked at it.
      if (!p.lecturas.estaPendiente(pendiente)) return;
      p.diario.registrar({ tipo: 'lectura.registrada', acta: pendiente.acta, actor: 'sistema', puesto: 'sistema', datos: { imagen: pendiente.imagen, lector, campos } });
    });
    p.avisos.cambio('verificacion');
  };

  const siguiente = (): ImagenPorLeer | null =>
    p.lecturas.pendientes(TRAMO + fallidas.size).find((i) => (fallidas.get(i.imagen) ?? 0) < INTENTOS) ?? null;

  const correr = async (): Promise<void> => {
    for (;;) {
      await p.sinHojas();
      const pendiente = parado() ? null : siguiente();
      if (pendiente === null) return;
      try {
        await leer(pendiente);
      } catch (error) {
        if (parado()) return;
        p.registro.error('digits were not read', { imagen: pendiente.imagen, error: error instanceof Error ? error.message : String(error) });
        // A reading can wait: no room on the disk is for the steps of people.
        if (esDiscoLleno(error)) return;
        fallidas.set(pendiente.imagen, (fallidas.get(pendiente.imagen) ?? 0) + 1);
      }
    }
  };

  const despertar = (): void => {
    if (detenido || !p.vision.leerDigitos) return;
    llamado = true;
    if (trabajo !== null) return;
    trabajo = (async () => {
      while (llamado && !parado()) {
        llamado = false;
        await correr();
      }
    })()
      .catch((error: unknown) => p.registro.error('the digit reader stopped', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
      .finally(() => { trabajo = null; });
  };

  return {
    /** There may be images to read. */
    despertar,
    /** Begins nothing more. Resolves when the reading under way, if any, is over: its vision may be closed first. */
    detener: async (): Promise<void> => {
      detenido = true;
      await trabajo;
    },
  };
};
