// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { escaneresDe } from '#electron/station/puertos.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { crearEstacionDePrueba, hojaDePrueba, valorDe, type EstacionDePrueba, type OpcionesDePrueba } from '#tests/estacion-de-prueba.ts';
import { abrirVentana, type Ventana } from './montar.tsx';

const [UNA, OTRA, TERCERA] = ['990010B0100A02', '990010B0100A03', '990010B0100A04'] as const;
const BORROSA = { medidas: [{ nombre: 'enfoque', valor: 0.01, veredicto: 'repetir' }], veredicto: 'repetir' } as const;
const SIN_ESQUINA = { medidas: [{ nombre: 'esquina', valor: 1, veredicto: 'dudosa' }], veredicto: 'dudosa' } as const;
let e: EstacionDePrueba;
let v: Ventana;

const abrir = async (opciones: OpcionesDePrueba = {}): Promise<void> => {
  e = await crearEstacionDePrueba(opciones);
  v = await abrirVentana(e);
};
afterEach(async () => {
  v.cerrar();
  await e.cerrar();
});

const hoja = (acta: string, examen = {}, sello = acta): Uint8Array => hojaDePrueba(escribirEtiqueta(e.paquete.id, acta), sello, examen);
const cargar = (...hojas: readonly Uint8Array[]): void => e.escaner.cargar(hojas.map((bytes, i) => () => ({ bytes, fuente: `hoja-${i + 1}.jpg` })));
/** The large message: what to do with the paper. */
const letrero = (): string => screen.getByRole('region', { name: 'Qué hacer con el papel' }).textContent;
const entrar = async (): Promise<void> => {
  await v.entrar('digitalizador');
  await screen.findByRole('list', { name: 'Escáneres' });
};

describe('a tray', () => {
  beforeEach(() => abrir());

  test('the doubtful sheet comes first, with what is wrong and what to do; taken as it is, it goes to capture', async () => {
    await entrar();
    cargar(hoja(UNA), hoja(OTRA, SIN_ESQUINA), hoja(TERCERA));
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(letrero()).toMatch(/^Hoja 2\s*Revisar/));
    expect(screen.getByText(/No se ve una de las esquinas/)).toBeTruthy();
    await v.teclado.keyboard('u');
    await waitFor(() => expect(v.resultado()).toBe('Imagen aceptada → A captura'));
    await waitFor(() => expect(letrero()).toMatch(/A captura/));
    expect(screen.queryByText('Esperan a una persona', { exact: false })).toBeNull();
  });

  test('an image of no use is taken only with a reason', async () => {
    await entrar();
    cargar(hoja(UNA, BORROSA));
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(letrero()).toMatch(/Revisar/));
    expect(screen.getByText(/La imagen está borrosa/)).toBeTruthy();
    await v.teclado.keyboard('u');
    expect(await screen.findByRole('dialog', { name: '¿Por qué se usa esta imagen?' })).toBeTruthy();
    await v.teclado.keyboard('2');
    await waitFor(() => expect(v.resultado()).toMatch(/^Imagen aceptada/));
    const coordinador = await e.entrar('supervisor');
    const frases = await valorDe(coordinador['bitacora.recientes']({ limite: 20 }));
    expect(frases.some((f) => f.tipo === 'imagen.aceptada')).toBe(true);
  });

  test('refused, its paper goes back to the scanner', async () => {
    await entrar();
    cargar(hoja(UNA, BORROSA));
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(letrero()).toMatch(/Revisar/));
    await v.teclado.keyboard('{F8}1');
    await waitFor(() => expect(v.resultado()).toBe('Imagen rechazada → Repetir escaneo'));
    await waitFor(() => expect(letrero()).toMatch(/Repetir escaneo/));
  });

  test('a sheet without its code is identified by its section, without leaving the keyboard', async () => {
    await entrar();
    cargar(hojaDePrueba(null, 'sin código'));
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(letrero()).toMatch(/Identificar/));
    await v.teclado.keyboard('i');
    await waitFor(() => expect(screen.getByLabelText('Sección que dice el acta')).toBe(document.activeElement));
    await v.teclado.keyboard('0010{Enter}');
    await screen.findByRole('list', { name: 'Actas de la sección' });
    await waitFor(() => expect(within(screen.getByRole('list', { name: 'Actas de la sección' })).getAllByRole('button').length).toBeGreaterThan(1));
    await v.teclado.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(v.resultado()).toBe('Identificada → A captura'));
  });

  test('another image of the same acta is compared side by side with the one it has', async () => {
    await e.escanear(hoja(UNA));
    await entrar();
    cargar(hoja(UNA, {}, 'otra vez'));
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(letrero()).toMatch(/Guardar con su acta/));
    await v.teclado.keyboard('v');
    expect(await screen.findByText('La que acaba de llegar')).toBeTruthy();
    expect(screen.getByText('La que ya tenía el acta')).toBeTruthy();
    await v.teclado.keyboard('v');
    await waitFor(() => expect(screen.queryByText('La que ya tenía el acta')).toBeNull());
  });

  test('a jam says which sheets are stored and from which one to go on; then the scanner goes on', async () => {
    await entrar();
    cargar(hoja(UNA), hoja(OTRA), hoja(TERCERA));
    e.escaner.fallar({ hoja: 3, tipo: 'atasco' });
    await v.teclado.keyboard('{F2}');
    const falla = await screen.findByRole('alert', { name: 'La tanda se detuvo' });
    expect(falla.textContent).toMatch(/Se atascó una hoja/);
    expect(falla.textContent).toMatch(/Guardadas: hojas 1 y 2\. Vuelva a poner desde la hoja 3\./);
    await v.teclado.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('alert', { name: 'La tanda se detuvo' })).toBeNull());
    await v.teclado.keyboard('{F2}');
    await waitFor(() => expect(v.resultado()).toBe('Tanda terminada: 1 hoja → ninguna por revisar'));
  });
});

test('two scanners: the arrows choose which one the keys start', async () => {
  const [mesa, pasillo] = [crearEscanerVirtual({ id: 'mesa', nombre: 'De la mesa' }), crearEscanerVirtual({ id: 'pasillo', nombre: 'Del pasillo' })];
  await abrir({ puertos: { escaneres: escaneresDe(mesa, pasillo) } });
  await entrar();
  pasillo.cargar([() => ({ bytes: hoja(UNA), fuente: 'uno.jpg' })]);
  const tarjeta = (nombre: RegExp): HTMLElement => screen.getByRole('button', { name: nombre });
  await waitFor(() => expect(tarjeta(/De la mesa/).getAttribute('aria-pressed')).toBe('true'));
  await v.teclado.keyboard('{ArrowRight}{F2}');
  expect(tarjeta(/Del pasillo/).getAttribute('aria-pressed')).toBe('true');
  await waitFor(() => expect(letrero()).toMatch(/A captura/));
  expect(pasillo.hojas()).toBe(0);
});

test('without a scanner it says what to look at', async () => {
  await abrir({ puertos: { escaneres: escaneresDe() } });
  await v.entrar('digitalizador');
  expect(await screen.findByRole('status', { name: 'No se encuentra ningún escáner' })).toBeTruthy();
  expect(screen.getByText(/avise al técnico/)).toBeTruthy();
});

test('on a low screen one stopped tanda at a time, the one that may be read, and how many come after it', async () => {
  const detenida = { escaner: 'virtual', nombre: 'De la mesa', tipo: 'virtual', hora: '2027-06-06T20:05:00-06:00', falla: { codigo: 'escaner_atasco', parametros: {} }, cuenta: { guardadas: [1], faltan: [], desde: 2, repetir: [], repetidas: [] } };
  const detenidas = [{ ...detenida, tanda: 'a', recuperando: true }, { ...detenida, tanda: 'b', recuperando: false }, { ...detenida, tanda: 'c', recuperando: false }];
  e = await crearEstacionDePrueba();
  v = await abrirVentana(e, (camino) => ({
    ...camino,
    llamar: async (llamada) => {
      const r = await camino.llamar(llamada);
      return r.ok && llamada.metodo === 'digitalizacion.bandeja' ? { ...r, valor: { ...(r.valor as object), detenidas } } : r;
    },
  }));
  const medio = vi.spyOn(window, 'matchMedia').mockImplementation((media) => ({ media, matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }) as Partial<MediaQueryList> as MediaQueryList);
  await entrar();
  const [aviso, ...otros] = await screen.findAllByRole('alert', { name: 'La tanda se detuvo' });
  expect(otros).toEqual([]);
  within(aviso!).getByRole('button', { name: /Entendido/ });
  expect(screen.getByText('Después hay 2 avisos más de tandas que se detuvieron.')).toBeTruthy();
  medio.mockRestore();
});
