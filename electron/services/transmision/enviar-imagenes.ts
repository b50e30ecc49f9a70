import type { RepositorioTransmision } from '#electron/db/repositories/transmision-repository.ts';
import type { AlmacenImagenes, Avisos, Diario, Registro } from '#electron/station/puertos.ts';
import type { RedCentral } from './red-central.ts';

export type PartesImagenes = {
  readonly diario: Pick<Diario, 'horaAhora'>;
  readonly estado: RepositorioTransmision;
  readonly imagenes: Pick<AlmacenImagenes, 'leer'>;
  readonly red: RedCentral;
  readonly registro: Registro;
  readonly avisos: Avisos;
};

/** What a cut connection costs at most; small enough to let data pass in between. */
const BYTES_POR_PARTE = 256 * 1024;
/** Times that one image starts or goes on after a refusal, in one round. */
const INTENTOS = 3;
const IMAGENES_POR_CONSULTA = 50;

/** Sends images, each from the byte that the central has, in parts. Between parts `datosPrimero` sends what was registered meanwhile. */
export const crearEnvioImagenes = (p: PartesImagenes) => {
  /** One image whole, or false when the central does not take it now. Throws AppError when the road is broken. */
  const enviar = async (imagen: string, bytes: Uint8Array, datosPrimero: () => Promise<unknown>): Promise<boolean> => {
    for (let intento = 0; intento < INTENTOS; intento++) {
      let respuesta = await p.red.avanceImagen(imagen);
      while (respuesta.tipo === 'avance' && !respuesta.avance.completa) {
        const desde = respuesta.avance.bytes;
        const hasta = Math.min(desde + BYTES_POR_PARTE, bytes.length);
        respuesta = await p.red.enviarParte(imagen, { desde, ultima: hasta >= bytes.length, bytes: bytes.subarray(desde, hasta) });
        await datosPrimero();
      }
      if (respuesta.tipo === 'avance') return true;
      p.registro.error('image refused', { imagen, codigo: respuesta.codigo, intento });
      if (respuesta.codigo === 'imagen_desconocida') return false;
    }
    return false;
  };

  /** Sends what can be sent. An image that cannot be read or that is refused waits for the next round and stops no other. */
  return async (datosPrimero: () => Promise<unknown>): Promise<void> => {
    const saltadas = new Set<string>();
    for (;;) {
      const siguiente = p.estado.imagenesPendientes(IMAGENES_POR_CONSULTA + saltadas.size).find((i) => !saltadas.has(i.imagen));
      if (siguiente === undefined) return;
      const { imagen } = siguiente;
      const bytes = await p.imagenes.leer(imagen).catch((error: unknown) => {
        p.registro.error('image cannot be read', { imagen, error: String(error) });
        return null;
      });
      if (bytes !== null && await enviar(imagen, bytes, datosPrimero)) {
        p.estado.imagenEnviada(imagen, p.diario.horaAhora());
        p.avisos.cambio('transmision');
      } else saltadas.add(imagen);
    }
  };
};
