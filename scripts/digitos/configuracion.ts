import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Everything that decides the model, besides the sources named in `FUENTES` and MNIST's training images. */
export const CONFIGURACION = {
  semilla: 'acopio-digitos-1',
  /** The last images of MNIST's training set only set the temperature and choose nothing else. */
  validacion: 5000,
  /** Fields drawn to train on, three boxes each. */
  campos: 20_000,
  camposValidacion: 1600,
  vueltas: 5,
  lote: 48,
  paso: 0.002,
  /** Of the boxes: left empty, and with ink that is no digit. */
  vacias: 0.08,
  garabatos: 0.09,
} as const;

/**
 * Sources that decide what the network learns, how the digits are drawn and how they are cut: if one changes, the model has to be
 * trained again, or scripts/medir-digitos.ts would tell of a network that saw other digits than those that it is shown.
 */
export const FUENTES = [
  'scripts/digitos/configuracion.ts',
  'scripts/digitos/dibujar-campo.ts',
  'scripts/digitos/entrenar-red.ts',
  'scripts/digitos/muestras.ts',
  'scripts/digitos/trazos-digito.ts',
  'electron/vision/digitos/franja.ts',
  'electron/vision/digitos/lineas.ts',
  'electron/vision/digitos/tinta.ts',
  'electron/vision/digitos/separar-cifras.ts',
  'electron/vision/digitos/red.ts',
] as const;

/** SHA-256 of the configuration's sources, held in the model: a test says when they no longer fit together. */
export const huellaConfiguracion = (): string => {
  const huella = createHash('sha256');
  for (const fuente of FUENTES) huella.update(`${fuente}\n`).update(readFileSync(new URL(`../../${fuente}`, import.meta.url)));
  return huella.digest('hex');
};
