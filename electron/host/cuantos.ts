/** A number with its noun: «1 lote», «2 lotes». */
export const cuantos = (n: number, uno: string, varios: string): string => `${String(n)} ${n === 1 ? uno : varios}`;
