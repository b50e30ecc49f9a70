import { useEffect } from 'react';
import { registrar, type Atajo } from './registro.ts';

/** Shortcuts that live as long as the component. `atajos` must be constant: a module's list or a memo. */
export const useAtajos = (atajos: readonly Atajo[], modal = false): void => {
  useEffect(() => registrar(atajos, modal), [atajos, modal]);
};
