import { useCallback, useState } from 'react';

/**
 * What a screen knows of one picture: `[valor, poner]`, `inicial` again with each other picture. The elements around it
 * stay, so that the next acta is drawn at once instead of built and measured anew.
 */
export const useDeImagen = <T>(imagen: string, inicial: T): [T, (valor: T) => void] => {
  const [dicho, setDicho] = useState<{ readonly imagen: string; readonly valor: T } | null>(null);
  const poner = useCallback((valor: T) => setDicho({ imagen, valor }), [imagen]);
  return [dicho?.imagen === imagen ? dicho.valor : inicial, poner];
};
