/** Signing in. */
export const entrar = {
  titulo: 'Entrar',
  saludo: 'Centro de Acopio y Transmisión de Datos',
  usuario: 'Usuario',
  pin: 'PIN',
  entrar: 'Entrar',
  entrando: 'Comprobando…',
  demoTitulo: 'Personas de práctica',
  demoTexto: 'Elija una para llenar usuario y PIN. Solo existen en simulacros.',
  ventana: (inicio: string, fin: string) => `Operación: ${inicio} a ${fin}`,
  estacion: 'Estación',
  version: (v: string) => `Versión ${v}`,
} as const;
