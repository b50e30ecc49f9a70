import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { abrirCopia } from '#electron/copia/copia.ts';
import { abrirPaquete } from '#electron/services/eleccion/abrir-paquete.ts';
import { comprobarPin } from '#electron/services/usuarios/comprobar-pin.ts';
import { carpetaTrabajo } from '#electron/station/carpeta-trabajo.ts';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { custodiaArchivo, escribirPrivado } from '#electron/station/custodia.ts';
import { relevarEstacion } from '#electron/station/preparar.ts';
import { RUTA_RETO } from '#shared/api/red.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';
import { leerCertificado } from '#shared/sync/certificado.ts';
import { documentoFirmadoSchema } from '#shared/sync/firma.ts';
import { NOMBRES_ROL_RELEVO, type RolRelevo } from './reserva/roles-relevo.ts';
import { preguntarSecretos } from './preguntar.ts';
import { pedirSinCreer } from './red/emparejar.ts';
import type { Identidad } from './reserva/principal.ts';
import { seguir, type EstadoReserva } from './reserva/seguir.ts';
import { version } from './version.ts';

const enReserva = (carpeta: string) => {
  const rutas = carpetaTrabajo(carpeta);
  if (!existsSync(rutas.paquete) || !existsSync(rutas.certificado)) throw new AppError('sin_paquete');
  const paqueteTexto = readFileSync(rutas.paquete, 'utf8');
  const abierto = abrirPaquete(paqueteTexto, readFileSync(rutas.llaveOpl, 'utf8').trim());
  return { rutas, paqueteTexto, abierto, seguida: path.join(carpeta, 'principal.json'), red: path.join(carpeta, 'red') };
};

const identidadDe = async ({ rutas, abierto }: ReturnType<typeof enReserva>): Promise<Identidad> => {
  const certificado = documentoFirmadoSchema.parse(JSON.parse(readFileSync(rutas.certificado, 'utf8')));
  const suyo = leerCertificado(criptoNode, certificado, abierto.llaveOpl);
  if (suyo === null) throw new AppError('estacion_desconocida', { estacion: '' });
  return { firmante: crearFirmante(await custodiaArchivo.leer(rutas.llave)), certificado, llaveOpl: abierto.llaveOpl, catd: suyo.catd };
};

/** One line that says how far the copy is; it replaces the one before where there is a terminal. */
const decirEstado = (): ((estado: EstadoReserva) => void) => {
  let anterior = '';
  return ({ principal, eventos, pendientes, falla }) => {
    const linea = falla !== null ? `${mensaje(falla.codigo, falla.parametros)} Copia hasta el evento ${String(eventos)}.`
      : `Siguiendo a ${principal ?? ''}: ${String(eventos)} eventos, ${pendientes === 0 ? 'al corriente' : `faltan ${String(pendientes)}`}.`;
    if (linea === anterior) return;
    anterior = linea;
    process.stdout.write(process.stdout.isTTY ? `\r\u001B[K${linea}` : `${linea}\n`);
  };
};

const hastaQueLaCierren = (): AbortSignal => {
  const alto = new AbortController();
  for (const senal of ['SIGINT', 'SIGTERM'] as const) process.once(senal, () => { alto.abort(); });
  return alto.signal;
};

const seguirComando = async ({ carpeta, principal }: { readonly carpeta: string; readonly principal: string }): Promise<void> => {
  if (!URL.canParse(principal) || new URL(principal).protocol !== 'https:') throw new AppError('opcion_invalida', { opcion: '--principal', detalle: 'debe ser una dirección https://' });
  const reserva = enReserva(carpeta);
  const identidad = await identidadDe(reserva);
  await escribirPrivado(reserva.seguida, JSON.stringify({ direccion: principal }));
  const copia = await abrirCopia(carpeta, reserva.paqueteTexto, reserva.abierto.llaveOpl);
  try {
    await seguir({
      direccion: principal, identidad, copia, alCambiar: decirEstado(), alto: hastaQueLaCierren(),
      guardarRed: async ({ certificado, llave }) => {
        await mkdir(reserva.red, { recursive: true });
        await escribirPrivado(path.join(reserva.red, 'llave.pem'), llave);
        await escribirPrivado(path.join(reserva.red, 'certificado.pem'), certificado);
      },
    });
  } finally {
    copia.cerrar();
  }
};

const seguidaSchema = z.object({ direccion: z.url() });

/** Two stations that believe to be the main one would both capture: the one that is relieved must be silent. */
const exigirSilencio = async (seguida: string): Promise<void> => {
  if (!existsSync(seguida)) return;
  const { direccion } = seguidaSchema.parse(JSON.parse(readFileSync(seguida, 'utf8')));
  const responde = await pedirSinCreer(new URL(RUTA_RETO, direccion), { method: 'GET' }, null).then(() => true, () => false);
  if (responde) throw new AppError('principal_responde', { direccion });
};

type OpcionesRelevar = { readonly carpeta: string; readonly coordinador: string; readonly supervisor: string; readonly aunqueResponda?: boolean };

const relevar = async (o: OpcionesRelevar): Promise<void> => {
  const { abierto, seguida } = enReserva(o.carpeta);
  const personas: readonly (readonly [RolRelevo, string])[] = [['coordinador', o.coordinador], ['supervisor', o.supervisor]];
  if (o.coordinador === o.supervisor) throw new AppError('relevo_mismas_personas');
  if (o.aunqueResponda !== true) await exigirSilencio(seguida);
  const pines = await preguntarSecretos(personas.map(([rol, usuario]) => `PIN de ${usuario} (${NOMBRES_ROL_RELEVO[rol]}): `));
  for (const [i, [rol, usuario]] of personas.entries()) {
    if (!(await comprobarPin(abierto.paquete, { usuario, pin: pines[i] ?? '' }, rol))) throw new AppError('relevo_sin_permiso', { usuario, rol: NOMBRES_ROL_RELEVO[rol] });
  }
  const hereda = relevarEstacion({ carpeta: o.carpeta, relevo: { solicita: o.coordinador, confirma: o.supervisor }, version: version(), reloj: { ahora: () => Date.now() } });
  process.stdout.write(`Esta estación releva a ${hereda.estacion} desde el evento ${String(hereda.hasta + 1)}.\nÁbrala con: acopio estacion servir --carpeta ${o.carpeta}\n`);
};

export const comandoSeguir = (): Command =>
  new Command('seguir')
    .description('copia sin parar la bitácora y las imágenes de la estación principal de la sala, para poder relevarla')
    .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la reserva (estacion preparar --reserva)')
    .requiredOption('--principal <dirección>', 'dirección de la estación principal en la sala, por ejemplo https://192.168.1.10:7443')
    .action(seguirComando);

export const comandoRelevar = (): Command =>
  new Command('relevar')
    .description('hace de la reserva la estación principal, donde la otra se quedó; lo autorizan quien coordina y quien supervisa')
    .requiredOption('--carpeta <carpeta>', 'carpeta de trabajo de la reserva')
    .requiredOption('--coordinador <usuario>', 'quien coordina; se pregunta su PIN')
    .requiredOption('--supervisor <usuario>', 'quien supervisa; se pregunta su PIN')
    .option('--aunque-responda', 'releva aunque la principal responda todavía (por ejemplo, si quedó dañada y no se puede apagar)')
    .action(relevar);
