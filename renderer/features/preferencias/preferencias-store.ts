import { create } from 'zustand';
import { recordado, recordar } from '#renderer/api/memoria.ts';
import { anunciar } from '#renderer/features/resultado/resultado-store.ts';
import { es } from '#renderer/i18n/es.ts';

export type Tema = 'sistema' | 'claro' | 'oscuro';
export type Letra = 'normal' | 'grande' | 'enorme';
type Preferencias = { readonly tema: Tema; readonly letra: Letra; readonly contraste: boolean; readonly seguir: boolean; readonly sonido: boolean; readonly sistemaOscuro: boolean };

const CLAVE = 'acopio.preferencias';
const TEMAS: readonly Tema[] = ['sistema', 'claro', 'oscuro'];
const LETRAS: readonly Letra[] = ['normal', 'grande', 'enorme'];

export const usePreferencias = create<Preferencias>()(() => ({ tema: 'sistema', letra: 'normal', contraste: false, seguir: true, sonido: true, sistemaOscuro: false }));

const guardadas = (): Partial<Preferencias> => {
  const dato = recordado(CLAVE);
  if (typeof dato !== 'object' || dato === null) return {};
  const { tema, letra, sonido } = dato as Record<string, unknown>;
  const [unTema, unaLetra] = [TEMAS.find((t) => t === tema), LETRAS.find((l) => l === letra)];
  return { ...(unTema ? { tema: unTema } : {}), ...(unaLetra ? { letra: unaLetra } : {}), ...(typeof sonido === 'boolean' ? { sonido } : {}) };
};

const aplicar = ({ tema, letra, sistemaOscuro }: Preferencias): void => {
  const oscuro = tema === 'oscuro' || (tema === 'sistema' && sistemaOscuro);
  document.documentElement.dataset['tema'] = oscuro ? 'oscuro' : 'claro';
  document.documentElement.dataset['letra'] = letra;
};

/** Reads what this machine remembers and follows the system's theme. */
export const iniciarPreferencias = (): void => {
  const medio = matchMedia('(prefers-color-scheme: dark)');
  usePreferencias.subscribe((p) => {
    aplicar(p);
    recordar(CLAVE, JSON.stringify({ tema: p.tema, letra: p.letra, sonido: p.sonido }));
  });
  usePreferencias.setState({ ...guardadas(), sistemaOscuro: medio.matches });
  medio.addEventListener('change', (e) => usePreferencias.setState({ sistemaOscuro: e.matches }));
};

/** Light ↔ night, from what is seen now. */
export const cambiarTema = (): void =>
  usePreferencias.setState((p) => ({ tema: p.tema === 'oscuro' || (p.tema === 'sistema' && p.sistemaOscuro) ? 'claro' : 'oscuro' }));

export const cambiarLetra = (): void => usePreferencias.setState((p) => ({ letra: LETRAS[(LETRAS.indexOf(p.letra) + 1) % LETRAS.length] ?? 'normal' }));
export const cambiarContraste = (): void => usePreferencias.setState((p) => ({ contraste: !p.contraste }));
/** Whether pictures go to the field that is being worked on. */
export const cambiarSeguir = (): void => usePreferencias.setState((p) => ({ seguir: !p.seguir }));
/** Turns the sounds on or off, and says so: on, it is also heard. */
export const cambiarSonido = (): void => {
  usePreferencias.setState((p) => ({ sonido: !p.sonido }));
  if (usePreferencias.getState().sonido) anunciar('bien', es.sonidos.encendidos);
  else anunciar('dato', es.sonidos.apagados);
};
