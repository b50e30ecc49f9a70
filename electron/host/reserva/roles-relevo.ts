/** Who says together that a standby relieves the main station, as the screen names them. */
export const NOMBRES_ROL_RELEVO = { coordinador: 'coordinación', supervisor: 'supervisión' } as const;
export type RolRelevo = keyof typeof NOMBRES_ROL_RELEVO;
