import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { conCandado } from './candado.mjs';
import { construido, construir } from './construir.mjs';
import { avisar, buscarNode24, enRaiz, npm } from './entorno.mjs';

const SELLO = enRaiz('node_modules', '.acopio-instalado');
const leerJson = (ruta) => JSON.parse(readFileSync(ruta, 'utf8'));
const huella = () => createHash('sha256').update(readFileSync(enRaiz('package-lock.json'))).digest('hex');

/** Whether node_modules holds every package of package-lock.json in its version (those of other platforms apart). */
const completo = () => {
  const instalado = enRaiz('node_modules', '.package-lock.json');
  if (!existsSync(instalado)) return false;
  const hay = leerJson(instalado).packages;
  return Object.entries(leerJson(enRaiz('package-lock.json')).packages).every(
    ([ruta, paquete]) => ruta === '' || (hay[ruta] ? hay[ruta].version === paquete.version : Boolean(paquete.optional || paquete.devOptional || paquete.peer)),
  );
};

const instalado = () => existsSync(SELLO) && readFileSync(SELLO, 'utf8') === huella();

const instalar = () => {
  if (!completo()) {
    avisar('Instalando dependencias (npm ci)…');
    // No install scripts: every native module that we use ships its binaries inside its package.
    if (npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']) !== 0) {
      avisar('npm ci falló. Revise la conexión y vuelva a intentar.');
      process.exit(1);
    }
  }
  writeFileSync(SELLO, huella());
};

/**
 * Leaves the project ready to run: dependencies, Node 24 and, unless `construccion` is false, an up-to-date build.
 * Says what it does on stderr, does nothing when nothing is missing, and gives back the path of Node 24.
 */
export const preparar = async ({ construccion = true } = {}) => {
  if (!instalado()) await conCandado(() => (instalado() ? undefined : instalar()));
  const node = buscarNode24();
  if (!node) {
    avisar(`Acopio necesita Node 24 y aquí corre ${process.version}: no hay un paquete de Node 24 para ${process.platform}-${process.arch}. Instálelo de https://nodejs.org y vuelva a intentar.`);
    process.exit(1);
  }
  if (construccion && !construido()) {
    const bien = await conCandado(() => construido() || construir(node));
    if (!bien) process.exit(1);
  }
  return node;
};
