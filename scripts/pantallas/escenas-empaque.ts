import { es } from '#renderer/i18n/es.ts';
import { enEscena, type EnEscena, type Escena } from './escena.ts';

const elegirTodas = async ({ pagina, teclas }: EnEscena): Promise<void> => {
  await pagina.getByRole('checkbox').first().waitFor();
  await teclas('F3');
};

/** The boxes. */
export const EMPAQUE: readonly Escena[] = [
  { nombre: 'empaque-vacia', centro: 'vacio', usuario: 'acopio2', seccion: 'empaquetado', hacer: enEscena(({ verse }) => verse(es.empaquetado.vacio)) },
  { nombre: 'empaque-ocupada', centro: 'lleno', usuario: 'acopio2', seccion: 'empaquetado', hacer: enEscena(elegirTodas) },
  {
    nombre: 'empaque-dialogo-cerrar', centro: 'lleno', usuario: 'acopio2', seccion: 'empaquetado',
    hacer: enEscena(async (e) => {
      await elegirTodas(e);
      await e.teclas('F2');
      await e.pagina.getByRole('dialog').waitFor();
    }),
  },
  {
    nombre: 'empaque-hecha', centro: 'lleno', usuario: 'acopio2', seccion: 'empaquetado',
    hacer: enEscena(async (e) => {
      await elegirTodas(e);
      await e.teclas('F2');
      await e.pagina.getByRole('dialog').waitFor();
      await e.teclas('1');
      await e.verse(/Caja .* cerrada/);
    }),
  },
  {
    nombre: 'empaque-cajas', centro: 'lleno', usuario: 'coordina1', seccion: 'empaquetado',
    hacer: enEscena(({ verse }) => verse(es.empaquetado.conciliacion.titulo)),
  },
  {
    nombre: 'empaque-acuse', centro: 'lleno', usuario: 'coordina1', seccion: 'empaquetado',
    hacer: enEscena(async ({ verse, teclas, pagina }) => {
      await verse(es.empaquetado.conciliacion.titulo);
      await teclas('Control+p');
      await pagina.getByRole('dialog', { name: es.impresos.titulos.entrega }).waitFor();
    }),
  },
  {
    nombre: 'empaque-sin-cotejo', centro: 'lleno', usuario: 'coordina1', seccion: 'empaquetado',
    hacer: enEscena(async ({ verse, teclas }) => {
      await teclas('F4');
      await verse(es.empaquetado.dispensa.explicacion);
    }),
  },
];
