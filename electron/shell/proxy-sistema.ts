import { proxyDeRegla, type ElegirProxy } from '#electron/station/transmision-http.ts';

/** What the services ask of the main process, the only one that knows how this system chooses its proxy. */
export type PedidoProxy = { readonly clase: 'proxy'; readonly id: number; readonly url: string };
/** `regla`: as a PAC file says it, «PROXY host:port; DIRECT». */
export type RespuestaProxy = { readonly clase: 'proxy'; readonly id: number; readonly regla: string };
export type CanalProxy = { readonly enviar: (pedido: PedidoProxy) => void; readonly alResponder: (oir: (respuesta: RespuestaProxy) => void) => void };

const DIRECTO = 'DIRECT';

/** Answers the services with the system's choice; one that cannot be had is to go straight. Only addresses of the web are asked for. */
export const atenderProxy = async (resolver: (url: string) => Promise<string>, { id, url }: PedidoProxy): Promise<RespuestaProxy> => {
  const deLaWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return { clase: 'proxy', id, regla: deLaWeb ? await resolver(url).catch(() => DIRECTO) : DIRECTO };
};

/** The services' side: each address is asked for when a connection opens, since the system's choice may change in the night. */
export const proxyDelSistema = (canal: CanalProxy): ElegirProxy => {
  const pendientes = new Map<number, (regla: string) => void>();
  let siguiente = 1;
  canal.alResponder(({ id, regla }) => {
    pendientes.get(id)?.(regla);
    pendientes.delete(id);
  });
  return (url) => new Promise((resolve) => {
    const id = siguiente++;
    pendientes.set(id, (regla) => { resolve(proxyDeRegla(regla)); });
    canal.enviar({ clase: 'proxy', id, url });
  });
};
