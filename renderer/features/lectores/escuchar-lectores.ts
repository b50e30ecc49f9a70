import { alLeer } from '#renderer/api/conexion.ts';
import { anunciar } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';
import { entregarCodigo } from '#renderer/teclado/codigos.ts';
import { escucharLectorTeclado } from '#renderer/teclado/lector-teclado.ts';

const recibir = (codigo: string): void => {
  if (!entregarCodigo(codigo)) anunciar('aviso', es.lectores.sinUso);
};

/** Hand readers of both kinds, those that the station hears and those that type, end in the screen that is in use. */
export const escucharLectores = (ventana: Window): (() => void) => {
  // Of several windows of this machine, the one that the person is at.
  const dejarHid = alLeer(({ codigo }) => {
    if (ventana.document.hasFocus()) recibir(codigo);
  });
  const dejarTeclado = escucharLectorTeclado(ventana, { alCodigo: recibir, alCortarse: () => anunciar('aviso', es.lectores.cortado) });
  return () => {
    dejarHid();
    dejarTeclado();
  };
};
