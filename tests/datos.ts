import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder with real published PREP files, beside the checkout. Not part of the project: tests that need it skip without it. */
export const DATOS = fileURLToPath(new URL('../../shared/data/', import.meta.url));
export const hayDatos = existsSync(DATOS);

export const QROO19 = `${DATOS}qroo2019/QROO_DIP_LOC_2019.csv`;
export const QROO19_ZIP = `${DATOS}qroo2019/20190603_0547_PREP_DIP_QROO.zip`;
export const QROO19_CANDIDATURAS = `${DATOS}qroo2019/QROO_DIP_CANDIDATURAS_2019.csv`;
export const SON21 = `${DATOS}sonora2021/SON_GOB_2021.csv`;
export const CAMP21 = `${DATOS}campeche2021/`;
export const ACTA_REAL = `${DATOS}acta/acta_A02_muestra.jpg`;
