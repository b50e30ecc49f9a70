import { openSync, readFileSync, writeSync } from 'node:fs';
import { crearEscanerVirtual } from '#electron/scanners/virtual.ts';
import { abrirEstacion } from '#electron/station/crear-estacion.ts';
import { idsNode } from '#electron/station/ids-node.ts';
import { crearCliente } from '#shared/api/cliente.ts';
import { contratoEstacion } from '#shared/api/contrato-estacion.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { hojaDePrueba, valorDe, visionDePrueba, type ClienteEstacion } from '../estacion-de-prueba.ts';
import { PIN_DE_PRUEBA } from '../paquete-de-prueba.ts';
import { escaneresDe, type Escaner } from '#electron/station/puertos.ts';

/**
 * A station that works until it is killed. What an operator would have been told is done is written to the file of
 * acknowledgements, one line a step, after the answer came. Arguments: workspace, package, acknowledgements, first acta.
 */
const [carpeta, archivoPaquete, archivoAcuses, desde] = process.argv.slice(2) as [string, string, string, string];
const paquete = JSON.parse((JSON.parse(readFileSync(archivoPaquete, 'utf8')) as { contenido: string }).contenido) as Paquete;
const acuses = openSync(archivoAcuses, 'a');
const acusar = (que: string): void => void writeSync(acuses, `${que}\n`);

const escaner = crearEscanerVirtual();
/** A sheet that the feeder was let go of is one that must be there after the power comes back. */
const acusado: Escaner = {
  ...escaner,
  escanear: (entregar, cancelar) => escaner.escanear(async (hoja) => {
    await entregar(hoja);
    acusar(`hoja ${hoja.fuente}`);
  }, cancelar),
};
/** Actas of one tray. */
const CHAROLA = 3;
const estacion = await abrirEstacion({
  carpeta,
  puertos: { reloj: { ahora: () => Date.parse('2027-06-06T20:00:00-06:00') }, ids: idsNode, registro: { info: () => undefined, error: () => undefined }, vision: visionDePrueba, escaneres: escaneresDe(acusado), version: '0' },
});
const entrar = async (usuario: string): Promise<ClienteEstacion> => {
  const anonimo = crearCliente(contratoEstacion, estacion.despachar, { sesion: () => null, puesto: 'p' });
  const { sesion } = await valorDe(anonimo['sesion.entrar']({ usuario, pin: PIN_DE_PRUEBA }));
  return crearCliente(contratoEstacion, estacion.despachar, { sesion: () => sesion, puesto: 'p' });
};
const [acopiador, digitalizador, ana, eva] = [await entrar('acopiador'), await entrar('digitalizador'), await entrar('capturista'), await entrar('capturista2')];

const capturar = async (quien: ClienteEstacion, nombre: string): Promise<void> => {
  const { trabajo } = await valorDe(quien['captura.siguiente']({}));
  if (!trabajo) return;
  await valorDe(quien['captura.guardar']({ acta: trabajo.acta, ciclo: trabajo.ciclo, valores: Object.fromEntries(trabajo.campos.map((c) => [c.clave, 3])) }));
  acusar(`captura ${trabajo.acta} ${nombre}`);
};

acusar('abierta');
const acopiar = async (clave: string): Promise<void> => {
  const acopio = await acopiador['acopio.registrar']({ acta: clave, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' });
  if (acopio.ok) acusar(`acopio ${clave}`);
};

const actas = paquete.actas.slice(Number(desde));
for (let i = 0; i < actas.length; i += CHAROLA) {
  const charola = actas.slice(i, i + CHAROLA).map((a) => a.clave);
  escaner.cargar(charola.map((clave) => () => ({ bytes: hojaDePrueba(escribirEtiqueta(paquete.id, clave), clave), fuente: clave })));
  await valorDe(digitalizador['digitalizacion.escanear']({ escaner: escaner.id }));
  await estacion.enReposo();
  for (const clave of charola) {
    acusar(`imagen ${clave}`);
    // Together, so that the cut falls in the middle of a commit that several share.
    await Promise.all([acopiar(clave), capturar(ana, 'capturista'), capturar(eva, 'capturista2')]);
  }
}
acusar('fin');
await estacion.cerrar();
