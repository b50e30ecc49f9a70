import { Command } from 'commander';
import { escribirDurable } from '#central/archivo-durable.ts';
import { escribirRevocaciones, leerRevocaciones } from '#central/ingesta/revocaciones.ts';
import { leerFirmante, leerTexto } from '#electron/paquete/archivo-llave.ts';
import { leerPaquete } from '#electron/paquete/archivo-paquete.ts';
import { criptoNode } from '#electron/station/cripto-node.ts';

type Opciones = { readonly paquete: string; readonly llave: string; readonly salida: string; readonly anterior?: string };

const revocar = async (estaciones: readonly string[], o: Opciones): Promise<void> => {
  const opl = await leerFirmante(o.llave);
  // The key must be the one that signed the package: the central takes the list of no other.
  const { sha256: paqueteSha } = await leerPaquete(o.paquete, opl.llave);
  const anterior = o.anterior === undefined ? null : leerRevocaciones(criptoNode, await leerTexto(o.anterior), { llaveOpl: opl.llave, paqueteSha });
  const revocadas = [...new Set([...(anterior?.revocadas ?? []), ...estaciones])];
  // Newer than the one before, whatever this machine's clock says: the central takes no older one.
  const hora = new Date(Math.max(Date.now(), anterior === null ? 0 : Date.parse(anterior.hora) + 1)).toISOString();
  await escribirDurable(o.salida, escribirRevocaciones(opl, { paqueteSha, hora, revocadas }));
  process.stdout.write(`${o.salida}: ${String(revocadas.length)} ${revocadas.length === 1 ? 'estación revocada' : 'estaciones revocadas'} (${revocadas.join(', ')}).\nPóngala como revocadas.json en la carpeta del servidor central, o donde diga su --revocadas: la toma en segundos, sin cerrarlo.\n`);
};

/** `acopio central revocar`: the OPL's list of stations that it no longer trusts. */
export const comandoRevocar = (): Command =>
  new Command('revocar')
    .description('escribe la lista, firmada por el OPL, de las estaciones en las que ya no confía')
    .argument('<estaciones...>', 'estaciones (CATD01-A) o llaves públicas, en base64')
    .requiredOption('--paquete <archivo>', 'paquete de elección firmado')
    .requiredOption('--llave <archivo>', 'llave privada del OPL, la que firmó el paquete, en PEM')
    .requiredOption('--salida <archivo>', 'archivo que se escribe')
    .option('--anterior <archivo>', 'lista anterior, cuyas estaciones siguen revocadas: la nueva la reemplaza')
    .addHelpText('after', '\nEl servidor central, en marcha, la toma en segundos: de revocadas.json en su carpeta, o del archivo de su --revocadas.')
    .action(revocar);
