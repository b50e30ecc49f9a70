export declare const instalarPorApt: (...paquetes: readonly string[]) => void;
