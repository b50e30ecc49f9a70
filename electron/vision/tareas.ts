import { derivarMiniatura, derivarPantalla, type Giro } from './derivar.ts';
import { examinarImagen, type Examen } from './examinar.ts';

/** What a vision worker is asked, and what it answers. */
export type Tarea =
  | { readonly tipo: 'examinar'; readonly bytes: Uint8Array }
  | { readonly tipo: 'pantalla' | 'miniatura'; readonly bytes: Uint8Array; readonly giro: Giro };
export type Pedido = { readonly id: number; readonly tarea: Tarea };
export type Respuesta = { readonly id: number; readonly valor: Examen | Uint8Array } | { readonly id: number; readonly error: string };

export const hacerTarea = (tarea: Tarea): Promise<Examen | Uint8Array> => {
  switch (tarea.tipo) {
    case 'examinar':
      return examinarImagen(tarea.bytes);
    case 'pantalla':
      return derivarPantalla(tarea.bytes, tarea.giro);
    case 'miniatura':
      return derivarMiniatura(tarea.bytes, tarea.giro);
  }
};
