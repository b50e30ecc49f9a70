import { es } from '#renderer/i18n/es.ts';
import { actaEnMesa, capturarEnMesa, teclasDe } from '#tests/e2e/sala/capturista.ts';
import { dejarEnEntrada, dibujar } from '#tests/e2e/sala/centro.ts';
import { enEscena, type EnEscena, type Escena } from './escena.ts';
import { DIRECCION } from './escenas-direccion.ts';
import { EMPAQUE } from './escenas-empaque.ts';
import { LIMITE } from './escenas-limite.ts';

const ENTRAR: readonly Escena[] = [
  { nombre: 'entrar-vacia', centro: 'vacio' },
  {
    nombre: 'entrar-error', centro: 'vacio',
    hacer: enEscena(async ({ escribir, teclas, pagina }) => {
      await escribir('captura1');
      await teclas('Tab');
      await escribir('0000');
      await teclas('Enter');
      await pagina.getByRole('alert').first().waitFor();
    }),
  },
  {
    nombre: 'estacion-error', centro: 'vacio',
    hacer: enEscena(async ({ cortarRed, escribir, teclas, pagina }) => {
      await cortarRed();
      await escribir('captura1');
      await teclas('Tab');
      await escribir('3101');
      await teclas('Enter');
      await pagina.getByRole('alert').first().waitFor();
    }),
  },
  { nombre: 'emparejar-vacia', centro: 'sala', hacer: enEscena(({ verse }) => verse(es.puestos.emparejar.titulo)) },
  {
    nombre: 'emparejar-error', centro: 'sala',
    hacer: enEscena(async ({ escribir, teclas, pagina }) => {
      await escribir('ABCD 1234');
      await teclas('Tab');
      await escribir('captura-3');
      await teclas('Enter');
      await pagina.getByRole('alert').first().waitFor();
    }),
  },
];

const ACOPIO: readonly Escena[] = [
  { nombre: 'acopio-vacia', centro: 'vacio', usuario: 'acopio1', hacer: enEscena(({ verse }) => verse(es.acopio.vacio)) },
  {
    nombre: 'acopio-error', centro: 'vacio', usuario: 'acopio1',
    hacer: enEscena(async ({ escribir, teclas, pagina }) => {
      await escribir('7777');
      await teclas('Enter');
      await pagina.getByRole('alert').first().waitFor();
    }),
  },
  { nombre: 'acopio-ocupada', centro: 'lleno', usuario: 'acopio1', hacer: enEscena((e) => buscarPaquete(e, 40)) },
  {
    nombre: 'acopio-dialogo-sin-acta', centro: 'lleno', usuario: 'acopio1',
    hacer: enEscena(async (e) => {
      await buscarPaquete(e, 43);
      await e.teclas('F8');
      await e.pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'acopio-hecha', centro: 'lleno', usuario: 'acopio1',
    hacer: enEscena(async (e) => {
      await buscarPaquete(e, 46);
      await e.teclas('F2');
      await e.verse(/recibidas? \d\d:\d\d/i);
    }),
  },
  {
    nombre: 'acopio-etiquetas', centro: 'lleno', usuario: 'acopio1',
    hacer: enEscena(async (e) => {
      await buscarPaquete(e, 40);
      await e.teclas('Control+p');
      await e.pagina.getByRole('dialog', { name: es.impresos.titulos.etiquetas }).waitFor();
    }),
  },
];

/** The package of the i-th sheet of the center, found by its section. */
const buscarPaquete = async ({ centro, escribir, teclas, verse }: EnEscena, i: number): Promise<void> => {
  await escribir(centro.hojas[i]?.casilla.seccion ?? '');
  await teclas('Enter');
  await verse(es.acopio.paquete);
};

const TANDA = 4;
/** Leaves a tray, from this sheet of the center on, where the station takes it by itself, until so many are ready for capture. */
const escanear = async ({ centro, pagina }: EnEscena, desde: number, listas: number): Promise<void> => {
  const hojas = await Promise.all(centro.hojas.slice(desde, desde + TANDA).map(async (h) => ({ bytes: await dibujar(centro, h), fuente: `${h.acta.clave}.jpg` })));
  await dejarEnEntrada(centro, hojas);
  await pagina.getByRole('main').getByRole('listitem').filter({ hasText: 'A captura' }).nth(listas - 1).waitFor({ timeout: 60_000 });
};

const DIGITALIZACION: readonly Escena[] = [
  { nombre: 'digitalizar-vacia', centro: 'vacio', usuario: 'digital1', hacer: enEscena(({ verse }) => verse(es.digitalizacion.vacia)) },
  { nombre: 'digitalizar-ocupada', centro: 'escaner', usuario: 'digital1', hacer: enEscena((e) => escanear(e, 60, 1)) },
  {
    nombre: 'digitalizar-hecha', centro: 'escaner', usuario: 'digital1',
    hacer: enEscena(async (e) => {
      await escanear(e, 64, TANDA);
      await e.imagenes();
    }),
  },
  {
    nombre: 'digitalizar-detenida', centro: 'lleno', usuario: 'digital1',
    hacer: enEscena(async ({ alterar, imagenes, verse, irA }) => {
      const hora = '2027-06-06T21:05:00-06:00';
      await alterar('digitalizacion.bandeja', (b) => ({
        ...b,
        detenidas: [
          { tanda: 'a', escaner: 'fi', nombre: 'fi-7600, mesa 1', tipo: 'sane', hora, falla: { codigo: 'escaner_atasco', parametros: {} }, recuperando: false, cuenta: { guardadas: [1, 2, 3, 4, 5, 6, 8, 10, 11, 12], faltan: [9], desde: 13, repetir: [7], repetidas: [] } },
          { tanda: 'b', escaner: 'mfp', nombre: 'Multifuncional', tipo: 'sane', hora, falla: { codigo: 'tanda_interrumpida', parametros: {} }, recuperando: true, cuenta: { guardadas: [1, 2, 3, 4], faltan: [], desde: 5, repetir: [], repetidas: [] } },
          { tanda: 'c', escaner: 'mfp', nombre: 'Multifuncional', tipo: 'sane', hora, falla: { codigo: 'escaner_tapa', parametros: {} }, recuperando: false, cuenta: { guardadas: [1], faltan: [], desde: 2, repetir: [], repetidas: [] } },
        ],
      }));
      await irA('tablero');
      await irA('digitalizacion');
      await verse(/Además repita la hoja 7/);
      await imagenes();
    }),
  },
  { nombre: 'digitalizar-dudosa', centro: 'lleno', usuario: 'digital1', hacer: enEscena(({ imagenes }) => imagenes()) },
  {
    nombre: 'digitalizar-dialogo-rechazar', centro: 'lleno', usuario: 'digital1',
    hacer: enEscena(async ({ imagenes, teclas, pagina }) => {
      await imagenes();
      await teclas('F8');
      await pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'digitalizar-identificar', centro: 'lleno', usuario: 'digital1',
    hacer: enEscena(async ({ centro, teclas, escribir, pagina, imagenes }) => {
      await teclas('F4');
      await pagina.getByLabel(es.digitalizacion.seccion).waitFor();
      await escribir(centro.hojas[16]?.casilla.seccion ?? '');
      await teclas('Enter');
      await pagina.getByRole('list', { name: es.digitalizacion.elegir }).getByRole('button').first().waitFor();
      await imagenes();
    }),
  },
];

const CAPTURA: readonly Escena[] = [
  { nombre: 'captura-vacia', centro: 'vacio', usuario: 'captura6', hacer: enEscena(({ verse }) => verse(es.captura.vacio)) },
  {
    nombre: 'captura-ocupada', centro: 'lleno', usuario: 'captura3',
    hacer: enEscena(async ({ centro, pagina, imagenes, escribir, teclas }) => {
      const { acta, campos } = await actaEnMesa(centro, pagina);
      for (const campo of campos.slice(0, 5)) {
        await escribir(teclasDe(centro.valores(acta)[campo]));
        await teclas('Enter');
      }
      await imagenes();
    }),
  },
  {
    nombre: 'captura-error', centro: 'lleno', usuario: 'captura3',
    hacer: enEscena(async ({ centro, pagina, imagenes, teclas }) => {
      await actaEnMesa(centro, pagina);
      await imagenes();
      await teclas('Enter');
      await pagina.getByText(es.captura.falta).waitFor();
    }),
  },
  {
    nombre: 'captura-sin-red', centro: 'lleno', usuario: 'captura3',
    hacer: enEscena(async ({ centro, pagina, imagenes, cortarRed }) => {
      await actaEnMesa(centro, pagina);
      await imagenes();
      await cortarRed();
      await pagina.keyboard.press('Home');
      await capturarEnMesa(centro, pagina);
      await pagina.getByText(/conexión con la estación/).first().waitFor();
    }),
  },
  {
    nombre: 'captura-dialogo-imagen', centro: 'lleno', usuario: 'captura4',
    hacer: enEscena(async ({ centro, pagina, imagenes, teclas }) => {
      await actaEnMesa(centro, pagina);
      await imagenes();
      await teclas('F8');
      await pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'captura-dialogo-soltar', centro: 'lleno', usuario: 'captura4',
    hacer: enEscena(async ({ centro, pagina, imagenes, teclas }) => {
      await actaEnMesa(centro, pagina);
      await imagenes();
      await teclas('Escape');
      await pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'captura-hecha', centro: 'lleno', usuario: 'captura5',
    hacer: enEscena(async ({ centro, pagina, verse, imagenes }) => {
      await capturarEnMesa(centro, pagina);
      await verse(/Guardada \d/);
      await imagenes();
    }),
  },
];

const VERIFICACION: readonly Escena[] = [
  { nombre: 'verificar-vacia', centro: 'vacio', usuario: 'verifica1', hacer: enEscena(({ verse }) => verse(es.verificacion.vacio)) },
  {
    nombre: 'verificar-ocupada', centro: 'lleno', usuario: 'verifica1',
    hacer: enEscena(async ({ verse, imagenes }) => {
      await verse(es.verificacion.lectura.a);
      await imagenes();
    }),
  },
  {
    nombre: 'verificar-error', centro: 'lleno', usuario: 'verifica1',
    hacer: enEscena(async ({ verse, imagenes, teclas, escribir }) => {
      await verse(es.verificacion.lectura.a);
      await imagenes();
      await escribir('3');
      await escribir('123');
      await teclas('Enter', 'Enter');
      await verse(es.verificacion.motivoFalta);
    }),
  },
  {
    nombre: 'verificar-hecha', centro: 'lleno', usuario: 'verifica2',
    hacer: enEscena(async ({ verse, teclas }) => {
      await verse(es.verificacion.lectura.a);
      await teclas('1', 'Enter');
      await verse(/Verificada \d/);
    }),
  },
];

const COTEJO: readonly Escena[] = [
  { nombre: 'cotejo-vacia', centro: 'vacio', usuario: 'coteja1', hacer: enEscena(({ verse }) => verse(es.cotejo.vacio)) },
  {
    nombre: 'cotejo-ocupada', centro: 'lleno', usuario: 'coteja1',
    hacer: enEscena(async ({ verse, imagenes }) => {
      await verse(es.cotejo.coincide);
      await imagenes();
    }),
  },
  {
    nombre: 'cotejo-dialogo-recaptura', centro: 'lleno', usuario: 'coteja1',
    hacer: enEscena(async ({ verse, imagenes, teclas, pagina }) => {
      await verse(es.cotejo.coincide);
      await imagenes();
      await teclas('r');
      await pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'cotejo-hecha', centro: 'lleno', usuario: 'coteja2',
    hacer: enEscena(async ({ verse, imagenes, teclas }) => {
      await verse(es.cotejo.coincide);
      await imagenes();
      await teclas('Enter');
      await verse(es.cotejo.aceptada);
    }),
  },
];

const PRACTICA: readonly Escena[] = [{ nombre: 'practica-vacia', centro: 'vacio', usuario: 'captura6', seccion: 'practica', hacer: enEscena(({ verse }) => verse(es.practica.nadaSeGuarda)) }];
const GUIA: readonly Escena[] = [{ nombre: 'guia-captura', centro: 'lleno', usuario: 'captura6', conGuia: true, hacer: enEscena(({ imagenes }) => imagenes()) }];

/** The help of each role's screen: the keys that work there. */
const AYUDA: readonly Escena[] = (['acopio1', 'digital1', 'captura6', 'verifica3', 'coteja2', 'supervisa1'] as const).map((usuario): Escena => ({
  nombre: `ayuda-${usuario.replace(/\d$/, '')}`, centro: 'lleno', usuario,
  hacer: enEscena(async ({ teclas, pagina }) => {
    await pagina.locator('#contenido').waitFor();
    await teclas('F1');
    await pagina.getByRole('dialog', { name: es.atajos.titulo }).waitFor();
  }),
}));

/** Every screen in every state that matters, in the order of the paper's way. A new one is a line here. */
export const ESCENAS: readonly Escena[] = [...ENTRAR, ...ACOPIO, ...DIGITALIZACION, ...CAPTURA, ...VERIFICACION, ...COTEJO, ...EMPAQUE, ...DIRECCION, ...PRACTICA, ...GUIA, ...AYUDA, ...LIMITE];
