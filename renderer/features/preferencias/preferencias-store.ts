import { create } from 'zustand';

export type Tema = 'sistema' | 'claro' | 'oscuro';
export type Letra = 'normal' | 'grande' | 'enorme';
type Preferencias = { readonly tema: Tema; readonly letra: Letra; readonly contraste: boolean; readonly seguir: boolean; readonly sistemaOscuro: boolean };

const CLAVE = 'acopio.preferencias';
const TEMAS: readonly Tema[] = ['sistema', 'claro', 'oscuro'];
const LETRAS: readonly Letra[] = ['normal', 'grande', 'enorme'];

export const usePreferencias = create<Preferencias>()(() => ({ tema: 'sistema', letra: 'normal', contraste: false, seguir: true, sistemaOscuro: false }));

const guardadas = (): Partial<Preferencias> => {
  try {
    const dato = JSON.parse(localStorage.getItem(CLAVE) ?? '{}') as Record<string, unknown>;
    const tema = TEMAS.find((t) => t === dato['tema']);
    const letra = LETRAS.find((l) => l === dato['letra']);
    return { ...(tema ? { tema } : {}), ...(letra ? { letra } : {}) };
  } catch {
    return {};
  }
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
    localStorage.setItem(CLAVE, JSON.stringify({ tema: p.tema, letra: p.letra }));
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
