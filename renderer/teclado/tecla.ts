type EventoTecla = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * Name of what was pressed, as shortcuts are written: `F2`, `Enter`, `/`, `G`, `Alt+1`, `Shift+ArrowUp`.
 * Digits with Alt go by their place: some layouts type another character there.
 */
export const nombreTecla = (evento: EventoTecla): string => {
  const conAlt = evento.altKey ? /^(?:Digit|Numpad)(\d)$/.exec(evento.code)?.[1] : undefined;
  const base = conAlt ?? (evento.key.length === 1 ? evento.key.toUpperCase() : evento.key);
  const mayus = evento.shiftKey && base.length > 1 ? 'Shift+' : '';
  return `${evento.ctrlKey || evento.metaKey ? 'Ctrl+' : ''}${evento.altKey ? 'Alt+' : ''}${mayus}${base}`;
};

const ROTULOS: Readonly<Record<string, string>> = {
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Backspace: 'Retroceso', ' ': 'Espacio', Shift: 'Mayús', Delete: 'Supr', Home: 'Inicio', End: 'Fin',
};

/** How a key is called on the screen: `Alt + 1`, `↑`. */
export const rotuloTecla = (tecla: string): string =>
  tecla === '+' ? '+' : tecla.split(/\+(?=.)/).map((parte) => ROTULOS[parte] ?? parte).join(' + ');
