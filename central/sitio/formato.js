const enteros = new Intl.NumberFormat('es-MX');
const FECHA = { day: 'numeric', month: 'long', year: 'numeric' };

/** 12345 → «12,345». */
export const numero = (n) => enteros.format(Number(n));

/** The hour as the place wrote it: the text of the ISO date, never moved to the zone of who looks. */
export const fechaHora = (iso) => {
  const [dia, resto] = iso.split('T');
  const fecha = new Intl.DateTimeFormat('es-MX', { ...FECHA, timeZone: 'UTC' }).format(new Date(`${dia}T00:00:00Z`));
  return `${fecha}, ${resto.slice(0, 5)} h`;
};
export const hora = (iso) => (iso === null ? '—' : `${iso.slice(8, 10)}/${iso.slice(5, 7)} ${iso.slice(11, 19)}`);

/** A catalogue may give a candidatura común no name but its key: it is called by its parties. */
export const nombreDe = ({ clave, nombre }) => (nombre === clave && clave.startsWith('CC_') ? `Candidatura común ${clave.slice(3).split('_').join(' · ')}` : nombre);

const VALORES = { ilegible: 'Ilegible', sin_dato: 'Sin dato', no_aplica: 'No está en esta boleta' };
/** What one field of an acta says. */
export const valor = (v) => (v === undefined ? '—' : typeof v === 'number' ? numero(v) : VALORES[v]);

/** Each observation: its name and what it means for the count. */
export const OBSERVACIONES = {
  excede_lista_nominal: ['Excede lista nominal', 'La suma de los votos es mayor que las personas que podían votar en esta casilla (lista nominal más representantes; en una casilla especial, las boletas). El acta se muestra, pero sus votos no se suman.'],
  algun_ilegible_o_sin_dato: ['Algún campo ilegible o sin dato', 'Al menos una cantidad no se lee o está en blanco, con letra y con número. Cuenta como cero; las demás sí se suman.'],
  todos_ilegibles_o_sin_dato: ['Todos los campos ilegibles o sin dato', 'Ninguna cantidad de votos se lee. El acta se muestra, pero no hay votos que sumar.'],
  sin_acta_casilla_no_instalada: ['Sin acta: la casilla no se instaló', 'Dos personas confirmaron que no habrá acta.'],
  sin_acta_paquete_no_entregado: ['Sin acta: el paquete no se entregó', 'Dos personas confirmaron que el paquete electoral no llegó al centro.'],
  sin_acta_paquete_sin_bolsa: ['Sin acta: el paquete llegó sin la bolsa del PREP', 'Dos personas confirmaron que el paquete llegó sin el acta por fuera. Si aparece, se capturará.'],
  fuera_de_catalogo: ['Fuera de catálogo', 'Los datos del acta no corresponden a ninguna casilla aprobada. No se suma.'],
};

const sinActa = (acta) => acta.observaciones.some((o) => o.startsWith('sin_acta'));
/** State of an acta in words, and the class of its mark. */
export const estado = (acta) => {
  if (acta.contabilizada === null) return ['Aún no se captura', 'pendiente'];
  if (acta.contabilizada === 2) return ['Fuera de catálogo', 'no'];
  if (acta.contabilizada === 1) return ['Contabilizada', 'si'];
  return sinActa(acta) ? ['Sin acta', 'no'] : ['No contabilizada', 'no'];
};
