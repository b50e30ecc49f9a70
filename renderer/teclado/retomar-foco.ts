/** Where the work of a screen is. */
export const CONTENIDO = 'contenido';

/** What had the focus went away with its part of the screen: Tab goes on from the content, not from the top of the window. */
export const retomarFoco = (): void => {
  if (document.activeElement === document.body) document.getElementById(CONTENIDO)?.focus();
};
