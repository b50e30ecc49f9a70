import { Command } from 'commander';
import { rastrearEnCarpeta } from '#electron/station/rastrear-carpeta.ts';
import type { Rastro } from '#electron/services/transmision/rastreo.ts';
import { verificarCarpeta, type InformeBitacora } from '#electron/station/verificar-carpeta.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { mensaje } from '#shared/errors/mensajes.ts';

/** What the journal is not: 1, as in the other commands that verify. What cannot be read is 2. */
const CODIGO_ROTA = 1;

const informe = (i: InformeBitacora): string =>
  [
    `Estación ${i.estacion}, época ${i.epoca}`,
    `${i.eventos} eventos encadenados de principio a fin; cabeza ${i.cabeza}`,
    `${i.imagenes - i.imagenesMalas.length} de ${i.imagenes} imágenes íntegras`,
    ...i.imagenesMalas.map((imagen) => `  falta o cambió: ${imagen}`),
    '',
  ].join('\n');

const verificar = async (carpeta: string, { json }: { readonly json?: boolean }): Promise<void> => {
  try {
    const resultado = await verificarCarpeta(carpeta);
    process.stdout.write(json ? `${JSON.stringify(resultado)}\n` : informe(resultado));
    if (resultado.imagenesMalas.length > 0) process.exitCode = CODIGO_ROTA;
  } catch (error) {
    if (!(error instanceof AppError) || error.codigo !== 'bitacora_rota') throw error;
    process.stderr.write(`${mensaje(error.codigo, error.parametros)}\n`);
    process.exitCode = CODIGO_ROTA;
  }
};

type RastroActa = Rastro & { readonly acta: string };

const ESTADOS_ENVIO = { sin_enviar: 'sin enviar', sin_acuse: 'enviado, sin acuse', acusado: 'recibido' } as const;
const lineaEnvio = ({ estado, hora, lote, desde, hasta, acuse }: Rastro['eventos'][number]['envio']): string =>
  [hora === null ? ESTADOS_ENVIO[estado] : `${ESTADOS_ENVIO[estado]} ${hora}`, ...(desde === null || hasta === null ? [] : [`lote ${String(desde)}-${String(hasta)} ${lote ?? ''}`.trimEnd()]), ...(acuse === null ? [] : [`acuse ${acuse}`])].join(', ');

const informeActa = ({ acta, eventos, imagenes }: RastroActa): string =>
  [
    `Acta ${acta}`,
    ...eventos.map((e) => `${String(e.seq).padStart(7)}  ${e.hora}  ${e.frase} — ${lineaEnvio(e.envio)}`),
    ...imagenes.map((i) => `  imagen ${i.imagen} — ${lineaEnvio(i.envio)}`),
    '',
  ].join('\n');

const verActa = (carpeta: string, acta: string, { json }: { readonly json?: boolean }): void => {
  const rastro = { acta, ...rastrearEnCarpeta(carpeta, acta) };
  process.stdout.write(json ? `${JSON.stringify(rastro)}\n` : informeActa(rastro));
};

/** `acopio bitacora …`: the journal of a station's workspace. */
export const comandoBitacora = (): Command =>
  new Command('bitacora').description('la bitácora de una estación: verificarla, y saber si llegó un acta').addCommand(
    new Command('verificar')
      .description('recorre la bitácora de una carpeta de trabajo y comprueba su cadena y sus imágenes')
      .argument('<carpeta>', 'carpeta de trabajo de la estación')
      .option('--json', 'resultado para máquinas')
      .addHelpText('after', '\nSale con 0 si todo está íntegro, 1 si no, 2 si no se puede leer.')
      .action(verificar),
  ).addCommand(
    new Command('acta')
      .description('cuándo recibió el servidor central cada registro y cada imagen de un acta, con su lote y su acuse')
      .argument('<carpeta>', 'carpeta de trabajo de la estación, abierta o cerrada')
      .argument('<clave>', 'clave del acta')
      .option('--json', 'resultado para máquinas')
      .action(verActa),
  );
