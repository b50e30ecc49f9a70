import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { es } from '#renderer/i18n/es.ts';
import { enEscena, type EnEscena, type Escena } from './escena.ts';

/** With the path of a folder that stands for a USB typed in; it is gone afterwards. */
const conUsb = async ({ pagina }: EnEscena, hacer: () => Promise<void>): Promise<void> => {
  const usb = await mkdtemp(path.join(tmpdir(), 'usb-'));
  try {
    await pagina.getByLabel(es.usb.medio.otra).fill(usb);
    await hacer();
  } finally {
    await rm(usb, { recursive: true, force: true });
  }
};

/** The screens of who directs the room. */
export const DIRECCION: readonly Escena[] = [
  { nombre: 'tablero-vacia', centro: 'vacio', usuario: 'supervisa1', seccion: 'tablero', hacer: enEscena(({ verse }) => verse(es.tablero.titulo)) },
  { nombre: 'tablero-ocupada', centro: 'lleno', usuario: 'supervisa1', seccion: 'tablero', hacer: enEscena(({ verse }) => verse(es.tablero.porEleccion)) },
  {
    nombre: 'tablero-transmision', centro: 'lleno', usuario: 'coordina1', seccion: 'tablero',
    hacer: enEscena(async ({ pagina }) => pagina.getByRole('region', { name: es.tablero.transmision }).scrollIntoViewIfNeeded()),
  },
  { nombre: 'sala-vacia', centro: 'vacio', usuario: 'supervisa1', seccion: 'sala', hacer: enEscena(({ verse }) => verse(es.sala.titulo)) },
  { nombre: 'sala-ocupada', centro: 'lleno', usuario: 'supervisa1', seccion: 'sala', hacer: enEscena(({ verse }) => verse(es.sala.personas.titulo)) },
  {
    nombre: 'sala-personas', centro: 'lleno', usuario: 'supervisa1', seccion: 'sala',
    hacer: enEscena(async ({ pagina }) => pagina.getByRole('heading', { name: es.sala.personas.titulo, level: 2 }).scrollIntoViewIfNeeded()),
  },
  {
    nombre: 'sala-dialogo-pausar', centro: 'lleno', usuario: 'supervisa1', seccion: 'sala',
    hacer: enEscena(async ({ pagina, teclas }) => {
      await pagina.getByRole('button', { name: /^Pausar a / }).first().focus();
      await teclas('Enter');
      await pagina.getByRole('dialog').waitFor();
    }),
  },
  { nombre: 'bitacora-ocupada', centro: 'lleno', usuario: 'supervisa1', seccion: 'bitacora', hacer: enEscena(({ verse }) => verse(es.bitacora.explicacion)) },
  {
    nombre: 'bitacora-acta', centro: 'lleno', usuario: 'supervisa1', seccion: 'bitacora',
    hacer: enEscena(async ({ centro, pagina, teclas }) => {
      await pagina.getByLabel(es.bitacora.rastreo.titulo).fill(centro.hojas[3]?.acta.clave ?? '');
      await pagina.getByLabel(es.bitacora.rastreo.titulo).focus();
      await teclas('Enter');
      await pagina.getByRole('region', { name: es.bitacora.rastreo.detalle }).waitFor();
    }),
  },
  { nombre: 'puestos-vacia', centro: 'vacio', usuario: 'tecnico1', seccion: 'puestos', hacer: enEscena(({ verse }) => verse(es.puestos.vacio)) },
  {
    nombre: 'puestos-codigo', centro: 'lleno', usuario: 'tecnico1', seccion: 'puestos',
    hacer: enEscena(async ({ teclas, pagina }) => {
      await teclas('F2');
      await pagina.getByRole('region', { name: es.puestos.codigo }).waitFor();
    }),
  },
  { nombre: 'usb-vacia', centro: 'vacio', usuario: 'coordina1', seccion: 'usb', hacer: enEscena(({ verse }) => verse(es.usb.hacer.acusarTexto)) },
  {
    nombre: 'usb-hecha', centro: 'lleno', usuario: 'supervisa1', seccion: 'usb',
    hacer: enEscena(async (e) => {
      await conUsb(e, async () => {
        await e.teclas('F2');
        await e.verse(es.usb.listo.exportar);
      });
    }),
  },
  {
    nombre: 'usb-error', centro: 'lleno', usuario: 'supervisa1', seccion: 'usb',
    hacer: enEscena(async (e) => {
      await e.pagina.getByLabel(es.usb.medio.otra).fill('/media/usb-que-no-esta');
      await e.teclas('F2');
      await e.pagina.getByRole('alert').first().waitFor();
    }),
  },
];
