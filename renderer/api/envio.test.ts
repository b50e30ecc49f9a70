import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crearEnvio } from './envio.ts';

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (hacer: () => void) => setTimeout(hacer));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const ESPERA = { timeout: 20_000 };

/** An envio whose answers come when the test says so. */
const conRespuestas = () => {
  const mandados: string[] = [];
  const responder: (() => void)[] = [];
  const envio = crearEnvio(async (dato: string) => {
    mandados.push(dato);
    await new Promise<void>((resolve) => responder.push(resolve));
  });
  return { envio, mandados, responder };
};

test('of what comes while one is on its way, only the last is sent', async () => {
  const { envio, mandados, responder } = conRespuestas();
  envio.enviar('1');
  await vi.waitFor(() => expect(mandados).toEqual(['1']), ESPERA);
  envio.enviar('12');
  envio.enviar('123');
  responder[0]?.();
  await vi.waitFor(() => expect(mandados).toEqual(['1', '123']), ESPERA);
});

test('silenced, it drops what waits and comes back with the answer to what is on its way', async () => {
  const { envio, mandados, responder } = conRespuestas();
  envio.enviar('1');
  await vi.waitFor(() => expect(mandados).toEqual(['1']), ESPERA);
  envio.enviar('12');
  let callado = false;
  const fin = envio.callar().then(() => { callado = true; });
  await Promise.resolve();
  expect(callado).toBe(false);
  responder[0]?.();
  await fin;
  envio.enviar('9');
  await vi.waitFor(() => expect(mandados).toEqual(['1', '9']), ESPERA);
});
