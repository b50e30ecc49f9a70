import { readFile } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error.ts';
import { escribirPrivado, type Custodia } from '#electron/station/custodia.ts';
import type { PedidoSecreto, RespuestaSecreto } from './secretos.ts';

/** How the services reach the main process. */
export type CanalSecretos = { readonly enviar: (pedido: PedidoSecreto) => void; readonly alResponder: (oir: (respuesta: RespuestaSecreto) => void) => void };

const PREFIJO = 'sellada:';
const PEM = '-----BEGIN';

/**
 * The station's key sealed by the system's keyring, in a 0600 file. Without a keyring, `sinLlavero` says what to do: a
 * simulacro keeps it in the clear, a jornada refuses. Throws AppError `llavero_no_disponible`, `llave_ilegible`.
 */
export const custodiaLlavero = (canal: CanalSecretos, sinLlavero: 'en_claro' | 'rehusar'): Custodia => {
  const pendientes = new Map<number, (respuesta: RespuestaSecreto) => void>();
  let siguiente = 1;
  canal.alResponder((respuesta) => {
    pendientes.get(respuesta.id)?.(respuesta);
    pendientes.delete(respuesta.id);
  });
  const pedir = (operacion: PedidoSecreto['operacion'], texto: string): Promise<RespuestaSecreto> =>
    new Promise((resolve) => {
      const id = siguiente++;
      pendientes.set(id, resolve);
      canal.enviar({ clase: 'secreto', id, operacion, texto });
    });
  const guardar = async (ruta: string, pem: string): Promise<void> => {
    const { texto } = await pedir('sellar', pem);
    if (texto === null && sinLlavero === 'rehusar') throw new AppError('llavero_no_disponible');
    await escribirPrivado(ruta, texto === null ? pem : PREFIJO + texto);
  };
  return {
    guardar,
    leer: async (ruta) => {
      const guardada = await readFile(ruta, 'utf8');
      if (guardada.startsWith(PEM)) return guardada;
      const { texto, renovar } = await pedir('abrir', guardada.slice(PREFIJO.length));
      if (texto === null) throw new AppError('llave_ilegible');
      if (renovar) await guardar(ruta, texto);
      return texto;
    },
  };
};
