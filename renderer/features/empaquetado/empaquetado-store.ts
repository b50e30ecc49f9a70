import type { ActaResumen, Parte } from '#shared/api/contrato-estacion.ts';
import { cargaCon, cargaInicial, crearAlmacen, crearRecarga, type Carga } from '#renderer/api/almacen.ts';
import { api } from '#renderer/api/conexion.ts';
import { anunciar, anunciarError } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

type Empaquetado = {
  readonly pendientes: Carga<readonly ActaResumen[]>;
  readonly elegidas: ReadonlySet<string>;
  readonly confirmando: boolean;
  readonly ocupado: boolean;
};
/** The contract takes no more in one box. */
export const MAXIMO_CAJA = 200;
export const PARTES_EMPAQUETADO: readonly Parte[] = ['empaquetado', 'cotejo', 'captura', 'verificacion'];
export const useEmpaquetado = crearAlmacen<Empaquetado>(() => ({ pendientes: cargaInicial(), elegidas: new Set(), confirmando: false, ocupado: false }));

export const cargarPendientes = crearRecarga(
  () => api()['empaquetado.pendientes']({}),
  (r) =>
    useEmpaquetado.setState((s) => {
      const siguen = new Set(r.ok ? r.valor.map((a) => a.acta) : s.elegidas);
      return { pendientes: cargaCon(s.pendientes, r), elegidas: new Set([...s.elegidas].filter((a) => siguen.has(a))) };
    }),
);

export const alternar = (acta: string): void =>
  useEmpaquetado.setState(({ elegidas }) => {
    const otras = new Set(elegidas);
    if (!otras.delete(acta) && otras.size < MAXIMO_CAJA) otras.add(acta);
    return { elegidas: otras };
  });

/** All of the list, or none when all are chosen. */
export const alternarTodas = (): void =>
  useEmpaquetado.setState(({ pendientes, elegidas }) => {
    const todas = (pendientes.datos ?? []).slice(0, MAXIMO_CAJA).map((a) => a.acta);
    return { elegidas: elegidas.size >= todas.length ? new Set() : new Set(todas) };
  });

export const pedirCierre = (): void => useEmpaquetado.setState((s) => ({ confirmando: s.elegidas.size > 0 }));
export const cancelarCierre = (): void => useEmpaquetado.setState({ confirmando: false });

export const cerrarCaja = async (): Promise<void> => {
  const { elegidas, ocupado } = useEmpaquetado.getState();
  if (elegidas.size === 0 || ocupado) return;
  useEmpaquetado.setState({ ocupado: true, confirmando: false });
  const r = await api()['empaquetado.cerrarCaja']({ actas: [...elegidas] });
  useEmpaquetado.setState({ ocupado: false, ...(r.ok ? { elegidas: new Set<string>() } : {}) });
  if (r.ok) anunciar('bien', es.empaquetado.cerrada(r.valor.caja, r.valor.actas));
  else anunciarError(r.error);
  await cargarPendientes();
};
