import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Azar } from '#electron/papel/azar.ts';
import { firmarPaquete } from '#electron/services/eleccion/firmar-paquete.ts';
import { crearFirmante, nuevaLlave } from '#electron/station/cripto-node.ts';
import { prepararEstacion } from '#electron/station/preparar.ts';
import type { Paquete } from '#shared/domain/paquete.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';
import { firmarDocumento, TIPO_CERTIFICADO } from '#shared/sync/firma.ts';
import { hojaDePrueba } from '#tests/estacion-de-prueba.ts';
import { paqueteDePrueba } from '#tests/paquete-de-prueba.ts';
import type { Papel } from './sala.ts';

/** Within the operating window of the test package. */
export const INICIO_MS = Date.parse('2027-06-06T21:00:00-06:00');
const VIGENCIA = { desde: '2027-01-01T00:00:00-06:00', hasta: '2027-12-31T00:00:00-06:00' };

/** Where the certificate of a central lies, when it serves HTTPS. */
export const carpetaTls = (central: string): string => join(central, 'tls');

/** A small election in a folder of its own: package, keys, and a station that is ready to open. */
export type Puesta = {
  readonly carpeta: string;
  readonly paquete: Paquete;
  readonly llaveOpl: string;
  readonly llaveCentral: string;
  /** Workspace of the station. */
  readonly estacion: string;
  readonly central: string;
  /** Prepares another station of the same CATD, or a standby; gives its workspace. */
  readonly otra: (nombre: string, reserva: boolean, donde?: string) => Promise<string>;
  /** Some actas of the CATD and their sheets. */
  readonly papeles: (azar: Azar, cuantos: number) => readonly Papel[];
};

export const ponerEnPie = async (carpeta: string, { estacion = carpeta, central: suCentral = carpeta }: { readonly estacion?: string | undefined; readonly central?: string | undefined } = {}): Promise<Puesta> => {
  mkdirSync(carpeta, { recursive: true });
  const [opl, llaveCentral] = [crearFirmante(nuevaLlave()), nuevaLlave()];
  const central = crearFirmante(llaveCentral);
  const paquete = paqueteDePrueba({ central: { url: 'http://127.0.0.1:1', llave: central.llave } });
  const paqueteTexto = firmarPaquete(paquete, opl);
  writeFileSync(join(carpeta, 'paquete.json'), paqueteTexto);
  writeFileSync(join(carpeta, 'opl.pub'), opl.llave);
  writeFileSync(join(carpeta, 'central.pem'), llaveCentral, { mode: 0o600 });
  const otra = async (nombre: string, reserva: boolean, enDonde = carpeta): Promise<string> => {
    const suya = join(enDonde, nombre);
    await prepararEstacion({
      carpeta: suya, paqueteTexto, llaveOpl: opl.llave, estacion: nombre, catd: 'C1', version: '0.0.0-resistencia', reloj: { ahora: () => INICIO_MS }, reserva,
      firmarCertificado: (s) => firmarDocumento(opl, TIPO_CERTIFICADO, JSON.stringify({ ...s, ...VIGENCIA })),
    });
    return suya;
  };
  const suyas = paquete.actas.filter((a) => paquete.casillas.find((c) => c.clave === a.casilla)?.catd === 'C1').map((a) => a.clave);
  return {
    carpeta, paquete, llaveOpl: opl.llave, llaveCentral: central.llave, estacion: await otra('C1-A', false, estacion), central: join(suCentral, 'central'), otra,
    papeles: (azar, cuantos) => {
      const desde = azar.entero(0, suyas.length - cuantos);
      return suyas.slice(desde, desde + cuantos).map((acta) => ({ acta, bytes: hojaDePrueba(escribirEtiqueta(paquete.id, acta), `${acta} ${azar.entero(0, 1e9)}`) }));
    },
  };
};
