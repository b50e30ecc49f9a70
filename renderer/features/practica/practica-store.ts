import { calificar, type PaginaPractica, type ResultadoPractica } from '#shared/domain/practica.ts';
import { crearAlmacen } from '#renderer/api/almacen.ts';
import { formularioNuevo, irACampo, teclear, valoresDe, type Formulario } from '#renderer/features/captura/formulario.ts';
import { protegerDeLector } from '#renderer/teclado/codigos.ts';
import { PAGINAS } from './paginas/paginas.ts';

/**
 * The practice lives in this window and nowhere else: the station has no method for it, so that nothing of it can reach
 * the journal, the results, a lote or the publication. It is forgotten when the person goes out.
 */
type Practica = {
  readonly fase: 'inicio' | 'captura' | 'acta' | 'resumen';
  /** Place of the page on the table, counting on over all of them. */
  readonly indice: number;
  readonly formulario: Formulario | null;
  readonly teclas: number;
  /** When the page was put on the table, ms of a clock that does not jump. */
  readonly desde: number;
  readonly resultados: readonly ResultadoPractica[];
};

export const usePractica = crearAlmacen<Practica>(() => ({ fase: 'inicio', indice: 0, formulario: null, teclas: 0, desde: 0, resultados: [] }));
export const PAGINAS_PRACTICA = PAGINAS.length;
const paginaEn = (indice: number): PaginaPractica => PAGINAS[indice % PAGINAS.length]!;
export const paginaActual = (): PaginaPractica => paginaEn(usePractica.getState().indice);

const poner = (indice: number): void =>
  usePractica.setState({ fase: 'captura', indice, formulario: formularioNuevo(paginaEn(indice).campos), teclas: 0, desde: performance.now() });

/** Begins from nothing with the first acta. */
export const comenzar = (): void => {
  usePractica.setState({ resultados: [] });
  poner(0);
};
export const siguienteActa = (): void => poner(usePractica.getState().indice + 1);
/** Ends: what was done until now, or the beginning when nothing was. */
export const terminar = (): void => usePractica.setState(({ resultados }) => ({ fase: resultados.length === 0 ? 'inicio' : 'resumen', formulario: null }));
export const volverAlInicio = (): void => usePractica.setState({ fase: 'inicio', resultados: [], formulario: null });

const calificarActa = (): void =>
  usePractica.setState((s) => {
    const valores = s.formulario ? valoresDe(s.formulario) : null;
    if (!valores) return {};
    return { fase: 'acta', formulario: null, resultados: [...s.resultados, calificar(paginaEn(s.indice).campos, valores, { teclas: s.teclas, ms: performance.now() - s.desde })] };
  });

/** One key in the form. Gives back whether it was the form's. */
export const oprimirPractica = (tecla: string): boolean => {
  const { formulario, fase } = usePractica.getState();
  if (!formulario || fase !== 'captura') return false;
  const r = teclear(formulario, tecla);
  if (r.atendida) usePractica.setState((s) => ({ formulario: r.formulario, teclas: s.teclas + 1 }));
  if (r.efecto === 'guardar') calificarActa();
  if (r.efecto === 'soltar') terminar();
  return r.atendida;
};
export const enfocarPractica = (indice: number): void =>
  usePractica.setState(({ formulario }) => (formulario && formulario.foco !== indice ? { formulario: irACampo(formulario, indice) } : {}));

protegerDeLector(() => {
  const { formulario, teclas } = usePractica.getState();
  return () => usePractica.setState({ formulario, teclas });
});
