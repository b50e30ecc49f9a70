const CLAVE = 'acopio.puesto';
const FORMA = /^[\w.-]{1,40}$/;

const nuevo = (): string => {
  const azar = crypto.getRandomValues(new Uint8Array(3));
  return `puesto-${Array.from(azar, (b) => b.toString(16).padStart(2, '0')).join('')}`;
};

/** Name of this window in the journal: `?puesto=captura-3` of its address, else one that lasts as long as the window. */
export const nombrePuesto = (busqueda: string, memoria: Pick<Storage, 'getItem' | 'setItem'>): string => {
  const pedido = new URLSearchParams(busqueda).get('puesto') ?? memoria.getItem(CLAVE);
  const puesto = pedido !== null && FORMA.test(pedido) ? pedido : nuevo();
  memoria.setItem(CLAVE, puesto);
  return puesto;
};
