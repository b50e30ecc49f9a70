import type { Parametros } from './app-error.ts';

const t = (p: Parametros, clave: string): string => String(p[clave] ?? '—');

/** Code → Spanish message: what happened and what to do. A code without a text does not compile. */
export const MENSAJES = {
  interno: (p) => `Ocurrió una falla inesperada. Lo ya confirmado está guardado. Avise al técnico con esta clave: ${t(p, 'traza')}.`,
  entrada_invalida: (p) => `Hay un dato que no se entiende (${t(p, 'campo')}). Corríjalo y vuelva a intentar.`,
  metodo_desconocido: (p) => `Esta versión no conoce la operación «${t(p, 'metodo')}». Actualice la aplicación.`,
  sesion_requerida: () => 'La sesión terminó. Entre de nuevo con su usuario y PIN.',
  sin_permiso: (p) => `Su función no permite «${t(p, 'accion')}». Pídalo a su supervisor.`,
  pin_incorrecto: (p) => `El usuario o el PIN no coinciden. Quedan ${t(p, 'intentos')} intentos.`,
  usuario_bloqueado: (p) => `Demasiados intentos. Espere ${t(p, 'segundos')} segundos y vuelva a intentar.`,
  segunda_persona: () => 'Debe confirmarlo otra persona: entre con un usuario distinto.',

  paquete_ilegible: (p) => `El paquete de elección no se puede leer (${t(p, 'detalle')}). Pida otra copia.`,
  paquete_firma: () => 'La firma del paquete de elección no corresponde a la llave del OPL. No lo use y avise al coordinador.',
  paquete_invalido: (p) => `El paquete de elección tiene un error en ${t(p, 'lugar')}: ${t(p, 'detalle')}. No se importó nada.`,
  paquete_clave_repetida: (p) => `El paquete de elección repite la clave ${t(p, 'clave')}. No se importó nada.`,
  paquete_casilla_faltante: (p) => `El acta ${t(p, 'acta')} es de la casilla ${t(p, 'casilla')}, que no está en el catálogo. No se importó nada.`,
  paquete_distinto: () => 'Esta carpeta de trabajo es de otra elección. Abra una carpeta nueva.',
  sin_paquete: () => 'Falta importar el paquete de elección.',

  base_mas_nueva: (p) => `La base de datos es de una versión más nueva (${t(p, 'version')}). Instale esa versión; no se cambió nada.`,
  base_danada: (p) => `La base de datos está dañada (${t(p, 'detalle')}). No la use: restaure el respaldo.`,
  bitacora_rota: (p) => `La bitácora no encadena en el evento ${t(p, 'seq')}. No se puede seguir con esta base: restaure el respaldo.`,
  llavero_no_disponible: () => 'Este equipo no tiene un llavero seguro donde guardar la llave de la estación. Active el llavero del sistema (GNOME o KWallet) y abra de nuevo.',
  llave_ilegible: () => 'La llave de esta estación está cerrada con el llavero de otro equipo o de otra persona. Abra con la misma cuenta, o prepare la estación de nuevo.',
  disco_lleno: () => 'El disco está lleno: no se guardó este paso. Libere espacio y repítalo.',
  estacion_inalcanzable: () => 'No hay conexión con la estación principal. Lo ya confirmado está guardado: revise el cable de red y vuelva a intentar.',
  estacion_ocupada: () => 'Esta carpeta de trabajo ya está abierta en otra ventana o programa.',

  puesto_codigo: () => 'El código no es el que muestra la estación principal, o ya venció. Pida uno nuevo.',
  puesto_no_emparejado: () => 'Este equipo no es un puesto de la sala. Empareje el puesto con el código de la estación principal.',
  puesto_suplantado: () => 'Lo que responde en esa dirección no es la estación principal. No siga: avise al técnico.',
  puesto_desconocido: (p) => `No hay un puesto «${t(p, 'puesto')}» que se pueda retirar.`,

  acta_desconocida: (p) => `El acta ${t(p, 'acta')} no está en el catálogo de esta elección.`,
  paso_no_permitido: (p) => `El acta ${t(p, 'acta')} está «${t(p, 'estado')}»: no se puede ${t(p, 'paso')}.`,
  fuera_de_ventana: (p) => `La operación es de ${t(p, 'inicio')} a ${t(p, 'fin')}. Fuera de ese horario no se registra acopio.`,
  acta_ya_acopiada: (p) => `El acta ${t(p, 'acta')} ya se recibió a las ${t(p, 'hora')}.`,
  sin_acta_no_solicitada: (p) => `Nadie ha reportado que falte el acta ${t(p, 'acta')}.`,

  imagen_no_es_imagen: (p) => `El archivo ${t(p, 'archivo')} no es una imagen. Se guardó aparte; escanee el acta de nuevo.`,
  imagen_truncada: (p) => `La imagen ${t(p, 'archivo')} está incompleta. Se guardó aparte; escanee el acta de nuevo.`,
  imagen_demasiados_pixeles: (p) => `La imagen ${t(p, 'archivo')} es demasiado grande para ser de un acta. Se guardó aparte; escanee a 300 dpi o menos.`,
  imagen_varias_paginas: (p) => `El archivo ${t(p, 'archivo')} trae varias páginas. Se guardó aparte; escanee cada acta en un archivo.`,
  imagen_muy_pequena: (p) => `La imagen ${t(p, 'archivo')} tiene poca resolución. Escanee a 200 dpi o más.`,
  hoja_sin_bytes: (p) => `La imagen de ${t(p, 'archivo')} ya no está en el disco. Escanee esa hoja de nuevo y avise al técnico.`,
  imagen_desconocida: (p) => `No existe la imagen ${t(p, 'imagen')}.`,
  imagen_ya_identificada: (p) => `Esa imagen ya es del acta ${t(p, 'acta')}.`,
  escaner_ocupado: () => 'El escáner está trabajando. Espere a que termine.',
  escaner_sin_papel: () => 'No hay hojas en la charola del escáner.',
  escaner_desconocido: (p) => `No hay un escáner «${t(p, 'escaner')}». Elija otro de la lista.`,
  escaner_desconectado: (p) => `El escáner «${t(p, 'escaner')}» no responde. Revise que esté encendido y conectado, y vuelva a escanear.`,
  escaner_atasco: () => 'Se atascó una hoja. Retírela con cuidado, alísela y vuelva a ponerla en la charola.',
  escaner_doble_alimentacion: () => 'Entraron dos hojas juntas. Sepárelas y vuelva a ponerlas en la charola.',
  escaner_tapa: () => 'La tapa del escáner está abierta. Ciérrela y vuelva a escanear.',
  escaner_pagina_incompleta: () => 'La hoja llegó incompleta desde el escáner. Escanéela de nuevo.',
  escaner_respuesta: (p) => `El escáner dio una respuesta que no se entiende (${t(p, 'detalle')}). Vuelva a intentar; si sigue, avise al técnico.`,
  escaner_sin_permiso: (p) => `Este equipo no tiene permiso para usar el escáner «${t(p, 'escaner')}». Avise al técnico.`,
  escaner_opcion: (p) => `El escáner «${t(p, 'escaner')}» no admite ${t(p, 'opcion')}. Avise al técnico.`,
  escaner_cancelado: () => 'Se canceló el escaneo. Las hojas ya guardadas están seguras.',
  escaner_programa: (p) => `Falta el programa «${t(p, 'programa')}» que maneja el escáner. Avise al técnico.`,
  tanda_interrumpida: () => 'La estación se cerró a media tanda.',
  imagen_formato_no_admitido: (p) => `El formato de ${t(p, 'archivo')} (${t(p, 'formato')}) no se admite. Se guardó aparte; guarde la imagen como JPEG, PNG, TIFF o PDF y envíela de nuevo.`,

  captura_ajena: () => 'Esta acta ya no está asignada a usted. Pida la siguiente.',
  captura_misma_persona: () => 'Usted ya capturó esta acta: la segunda captura es de otra persona.',
  captura_incompleta: (p) => `Falta el campo «${t(p, 'campo')}».`,
  captura_campo_extra: (p) => `El campo «${t(p, 'campo')}» no es de esta acta.`,
  resolver_misma_persona: () => 'Quien capturó esta acta no puede resolverla. Debe hacerlo otra persona.',
  verificacion_ajena: () => 'Esta acta ya no está en discrepancia. Pida la siguiente.',
  cotejo_ajeno: () => 'Esta acta ya no está por cotejar. Pida la siguiente.',
  cotejo_misma_persona: () => 'El segundo cotejo de un acta corregida es de otra persona.',
  caja_vacia: () => 'No hay actas para esta caja.',

  central_inalcanzable: (p) => `No hay conexión con el servidor central (${t(p, 'detalle')}). Se intentará de nuevo; nada se pierde.`,
  central_rechazo: (p) => `El servidor central no aceptó el lote: ${t(p, 'detalle')}.`,
  acuse_invalido: () => 'El acuse del servidor central no es válido. El lote sigue pendiente.',
  lote_ilegible: (p) => `El lote no se puede leer (${t(p, 'detalle')}).`,
  lote_firma: () => 'La firma del lote no es de la estación que dice.',
  lote_cadena: (p) => `La cadena del lote se rompe en el evento ${t(p, 'seq')}.`,
  lote_esquema: (p) => `El evento ${t(p, 'seq')} del lote no tiene la forma debida (${t(p, 'detalle')}).`,
  estacion_desconocida: (p) => `La estación ${t(p, 'estacion')} no tiene certificado válido del OPL.`,
  lote_bifurcado: (p) => `Hay dos eventos distintos en el lugar ${t(p, 'seq')} de la época ${t(p, 'epoca')}.`,
  lote_otro_paquete: () => 'El lote es de otro paquete de elección. Revise que la estación y el servidor central usen el mismo paquete.',
  lote_muy_grande: (p) => `El lote es más grande de lo permitido (${t(p, 'maximo')} bytes).`,
  epoca_ajena: (p) => `La época ${t(p, 'epoca')} es de otra estación o de otra llave, no de ${t(p, 'estacion')}.`,
  imagen_muy_grande: (p) => `La imagen es más grande de lo permitido (${t(p, 'maximo')} bytes).`,
  imagen_desplazada: (p) => `La imagen va en el byte ${t(p, 'bytes')}: hay que seguir desde ahí.`,
  corte_antes_de_inicio: (p) => `La publicación empieza a las ${t(p, 'inicio')}. Antes de esa hora no se hace ningún corte.`,
  imagen_hash: () => 'Los bytes recibidos no corresponden al SHA-256 anunciado.',

  prep_ilegible: (p) => `El archivo no es de resultados PREP (${t(p, 'detalle')}).`,
  archivo_no_encontrado: (p) => `No se encuentra el archivo ${t(p, 'archivo')}.`,
  archivo_inaccesible: (p) => `No se puede usar ${t(p, 'archivo')}: ${t(p, 'detalle')}.`,
  opcion_invalida: (p) => `La opción ${t(p, 'opcion')} no es válida: ${t(p, 'detalle')}.`,
} satisfies Record<string, (p: Parametros) => string>;

export type CodigoError = keyof typeof MENSAJES;

/** The Spanish text of an error code. */
export const mensaje = (codigo: CodigoError, parametros: Parametros = {}): string => MENSAJES[codigo](parametros);
