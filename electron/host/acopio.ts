import { Command } from 'commander';
import { hablarEspanol } from './espanol-cli.ts';
import { deSistema, describirFalla } from './fallas.ts';
import { version } from './version.ts';

type Grupo = { readonly nombre: string; readonly descripcion: string; readonly cargar: () => Promise<Command> };

/** Each group loads only when it is the one asked for: `--help` must not wait for image libraries. */
const GRUPOS: readonly Grupo[] = [
  { nombre: 'iniciar', descripcion: 'abre la elección de demostración en una ventana', cargar: async () => (await import('./comando-iniciar.ts')).comandoIniciar() },
  { nombre: 'estacion', descripcion: 'una estación de un paquete de elección: preparar, servir, seguir y relevar', cargar: async () => (await import('./comando-estacion.ts')).comandoEstacion() },
  { nombre: 'puesto', descripcion: 'un puesto de la sala: emparejar con la estación principal y abrir', cargar: async () => (await import('./comando-puesto.ts')).comandoPuesto() },
  { nombre: 'respaldo', descripcion: 'respaldos de una estación en otro disco o USB: hacer, probar y restaurar', cargar: async () => (await import('./comando-respaldo.ts')).comandoRespaldo() },
  { nombre: 'usb', descripcion: 'llevar a mano lo que la red no puede: exportar, importar y acusar', cargar: async () => (await import('./comando-usb.ts')).comandoUsb() },
  { nombre: 'bitacora', descripcion: 'la bitácora de una estación: verificarla, y saber si llegó un acta', cargar: async () => (await import('./comando-bitacora.ts')).comandoBitacora() },
  { nombre: 'lote', descripcion: 'lotes en archivos: verificar', cargar: async () => (await import('./comando-lote.ts')).comandoLote() },
  { nombre: 'imagen', descripcion: 'imágenes de actas: examinar', cargar: async () => (await import('./comando-imagen.ts')).comandoImagen() },
  { nombre: 'prep', descripcion: 'archivos PREP publicados: verificar', cargar: async () => (await import('#electron/prep/comando-prep.ts')).comandoPrep() },
  { nombre: 'paquete', descripcion: 'paquetes de elección firmados: crear y verificar', cargar: async () => (await import('#electron/paquete/comando-paquete.ts')).comandoPaquete() },
  { nombre: 'central', descripcion: 'servidor central: recibe lotes y publica cortes', cargar: async () => (await import('./comando-central.ts')).comandoCentral() },
  { nombre: 'escaner', descripcion: 'los escáneres de este equipo: listar, diagnosticar y probar', cargar: async () => (await import('./comando-escaner.ts')).comandoEscaner() },
  { nombre: 'simulacro', descripcion: 'actas para imprimir, y simulacros completos', cargar: async () => (await import('./comando-simulacro.ts')).comandoSimulacro() },
];

const programa = async (argumentos: readonly string[]): Promise<Command> => {
  const pedido = argumentos.find((a) => !a.startsWith('-'));
  const acopio = new Command('acopio').description('Centro de Acopio y Transmisión de Datos del PREP').version(version(), '-V, --version', 'muestra la versión');
  for (const grupo of GRUPOS) acopio.addCommand(grupo.nombre === pedido ? await grupo.cargar() : new Command(grupo.nombre).description(grupo.descripcion));
  return hablarEspanol(acopio);
};

const terminar = (error: unknown): void => {
  const { texto, codigo } = describirFalla(error);
  process.stderr.write(`${texto}\n`);
  process.exitCode = codigo;
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that went away (`acopio … | head`) is not a failure: the code is the one that the command was about to end with.
  if (error.code === 'EPIPE') {
    setImmediate(() => process.exit());
    return;
  }
  terminar(deSistema(error, 'la salida') ?? error);
  process.exit();
});
// There is nobody left to tell it to.
process.stderr.on('error', () => undefined);

const argumentos = process.argv.slice(2);
try {
  await (await programa(argumentos)).parseAsync(argumentos.length === 0 ? ['--help'] : argumentos, { from: 'user' });
} catch (error) {
  terminar(error);
}
