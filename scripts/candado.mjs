import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { avisar, enRaiz } from './entorno.mjs';

const ARCHIVO = enRaiz('out', '.candado');

const vive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const tomar = () => {
  mkdirSync(path.dirname(ARCHIVO), { recursive: true });
  try {
    writeFileSync(ARCHIVO, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    const pid = Number(readFileSync(ARCHIVO, 'utf8'));
    if (pid > 0 && !vive(pid)) rmSync(ARCHIVO, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  return false;
};

/** Runs `trabajo` alone: two commands started at once must not install or build over each other. A lock left by a dead process is taken over. */
export const conCandado = async (trabajo) => {
  let avisado = false;
  while (!tomar()) {
    if (!avisado) avisar('Otro proceso está preparando el proyecto; se espera a que termine…');
    avisado = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    return await trabajo();
  } finally {
    rmSync(ARCHIVO, { force: true });
  }
};
