import type { Giro } from '#shared/domain/examen.ts';
import { derivarMiniatura, derivarPantalla } from './derivar.ts';
import { leerDigitos, type LecturaDigitos, type PedidoLectura } from './digitos/leer-digitos.ts';
import { examinarImagen, type Examen, type OpcionesExamen } from './examinar.ts';
import { contarPaginas, sacarPagina } from './separar.ts';

/** What a vision worker can be asked, and what it answers to each question. */
export type Tareas = {
  readonly examinar: { readonly pide: { readonly bytes: Uint8Array; readonly opciones?: OpcionesExamen | undefined }; readonly da: Examen };
  readonly contar: { readonly pide: { readonly bytes: Uint8Array }; readonly da: number };
  readonly pagina: { readonly pide: { readonly bytes: Uint8Array; readonly numero: number }; readonly da: Uint8Array | null };
  readonly pantalla: { readonly pide: { readonly bytes: Uint8Array; readonly giro: Giro }; readonly da: Uint8Array };
  readonly miniatura: { readonly pide: { readonly bytes: Uint8Array; readonly giro: Giro }; readonly da: Uint8Array };
  readonly leerDigitos: { readonly pide: { readonly bytes: Uint8Array; readonly pedido: PedidoLectura }; readonly da: LecturaDigitos };
};
export type TipoTarea = keyof Tareas;
export type Tarea = { readonly [T in TipoTarea]: { readonly tipo: T } & Tareas[T]['pide'] }[TipoTarea];
export type Resultado = Tareas[TipoTarea]['da'];
export type Pedido = { readonly id: number; readonly tarea: Tarea };
export type Respuesta = { readonly id: number; readonly valor: Resultado } | { readonly id: number; readonly error: string };

export const hacerTarea = async (tarea: Tarea): Promise<Resultado> => {
  switch (tarea.tipo) {
    case 'examinar':
      return examinarImagen(tarea.bytes, tarea.opciones);
    case 'contar':
      return contarPaginas(tarea.bytes);
    case 'pagina':
      return sacarPagina(tarea.bytes, tarea.numero);
    case 'pantalla':
      return derivarPantalla(tarea.bytes, tarea.giro);
    case 'miniatura':
      return derivarMiniatura(tarea.bytes, tarea.giro);
    case 'leerDigitos':
      return leerDigitos(tarea.bytes, tarea.pedido);
  }
};
