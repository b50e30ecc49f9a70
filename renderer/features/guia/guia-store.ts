import { create } from 'zustand';
import type { Persona } from '#shared/api/contrato-estacion.ts';
import { recordado, recordar } from '#renderer/api/memoria.ts';
import { es } from '#renderer/i18n/es.ts';

const CLAVE = 'acopio.guias';
/** People who saw theirs at this machine. */
const MAXIMO_PERSONAS = 200;

type Guia = { readonly persona: string | null; readonly pasos: readonly string[]; readonly paso: number };
const CERRADA: Guia = { persona: null, pasos: [], paso: 0 };
export const useGuia = create<Guia>()(() => CERRADA);

const vistas = (): readonly string[] => {
  const dato = recordado(CLAVE);
  return Array.isArray(dato) ? dato.filter((p): p is string => typeof p === 'string') : [];
};

/** What the roles of a person have to know, each once. */
export const pasosDe = ({ roles }: Pick<Persona, 'roles'>): string[] => [...new Set([es.guia.inicio, ...roles.flatMap((rol) => es.guia.roles[rol]), es.guia.fin])];

/** Shows the guide of a person's roles from the beginning, though they saw it. */
export const abrirGuia = (persona: Persona): void => useGuia.setState({ persona: persona.id, pasos: pasosDe(persona), paso: 0 });

/** At sign-in: whoever never closed theirs at this machine sees it. */
export const ofrecerGuia = (persona: Persona): void => {
  if (vistas().includes(persona.id)) useGuia.setState(CERRADA);
  else abrirGuia(persona);
};

export const cerrarGuia = (): void => {
  const { persona } = useGuia.getState();
  if (persona !== null) recordar(CLAVE, JSON.stringify([...vistas().filter((p) => p !== persona), persona].slice(-MAXIMO_PERSONAS)));
  useGuia.setState(CERRADA);
};

export const avanzarGuia = (): void => {
  const { paso, pasos } = useGuia.getState();
  if (paso + 1 < pasos.length) useGuia.setState({ paso: paso + 1 });
  else cerrarGuia();
};
export const retrocederGuia = (): void => useGuia.setState(({ paso }) => ({ paso: Math.max(0, paso - 1) }));
