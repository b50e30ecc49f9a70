import type { SafeStorage } from 'electron';

/** What the services ask of the main process, the only one that reaches the system's keyring. */
export type PedidoSecreto = { readonly clase: 'secreto'; readonly id: number; readonly operacion: 'sellar' | 'abrir'; readonly texto: string };
/** `texto` null: it cannot be done here. `sellar` gives base64; `abrir` gives the text, and `renovar` says to seal it again. */
export type RespuestaSecreto = { readonly clase: 'secreto'; readonly id: number; readonly texto: string | null; readonly renovar: boolean };

type Llavero = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptStringAsync' | 'decryptStringAsync'>;

/** On Linux Chromium may fall back to a password that everybody knows: that is no keyring. */
const esSeguro = async (llavero: Llavero, plataforma: NodeJS.Platform): Promise<boolean> =>
  (await llavero.isAsyncEncryptionAvailable()) && (plataforma !== 'linux' || !['basic_text', 'unknown'].includes(llavero.getSelectedStorageBackend()));

const hacer = async (llavero: Llavero, { operacion, texto }: PedidoSecreto): Promise<Pick<RespuestaSecreto, 'texto' | 'renovar'>> => {
  if (operacion === 'sellar') return { texto: (await llavero.encryptStringAsync(texto)).toString('base64'), renovar: false };
  const { result, shouldReEncrypt } = await llavero.decryptStringAsync(Buffer.from(texto, 'base64'));
  return { texto: result, renovar: shouldReEncrypt };
};

/** Answers the services with the system's keyring. What it cannot do is a null, never an exception; secrets are not logged. */
export const atenderSecreto = async (llavero: Llavero, pedido: PedidoSecreto, plataforma: NodeJS.Platform = process.platform): Promise<RespuestaSecreto> => {
  const nada = { texto: null, renovar: false };
  const hecho = (await esSeguro(llavero, plataforma)) ? await hacer(llavero, pedido).catch(() => nada) : nada;
  return { clase: 'secreto', id: pedido.id, ...hecho };
};
