import { barra, el } from './dom.js';
import { nombreDe, numero } from './formato.js';

const cifra = (rotulo, valor, porcentaje, nota) => el('div', { class: 'cifra' },
  el('dt', {}, rotulo), el('dd', {}, el('span', { class: 'cifra__valor' }, valor), porcentaje === null ? null : el('span', { class: 'cifra__porcentaje' }, `${porcentaje} %`)),
  porcentaje === null ? null : el('dd', { class: 'cifra__barra' }, barra(porcentaje)),
  el('dd', { class: 'cifra__nota' }, nota));

/** During the operation participation leaves out the casillas especiales, which have no lista nominal; the last cut counts them (LEEME INE 2021, 13). */
const participacion = (c, ultimo) => cifra('Participación', numero(ultimo ? c.votosConEspeciales : c.votosSinEspeciales), c.porcentajeParticipacion,
  `votos${ultimo ? '' : ' sin contar casillas especiales'}, entre una lista nominal de ${numero(c.listaNominalContabilizadas)} en las actas contabilizadas.`);

/** Expected, captured, counted, participation: always together, since each alone misleads. */
const avance = (c, ultimo, enlaceFuera) => el('section', { 'aria-labelledby': 'avance' },
  el('h2', { id: 'avance' }, 'Avance'),
  el('dl', { class: 'cifras' },
    cifra('Actas esperadas', numero(c.actasEsperadas), null, 'Una por cada casilla aprobada y tipo de acta.'),
    cifra('Actas capturadas', numero(c.actasCapturadas), c.porcentajeCapturadas, `${numero(c.actasNoContabilizadas)} no se contabilizan: exceden el límite, no se leen o no hay acta.`),
    cifra('Actas contabilizadas', numero(c.actasContabilizadas), c.porcentajeContabilizadas, 'Aquellas cuyos votos se suman.'),
    participacion(c, ultimo)),
  c.actasFueraCatalogo > 0 ? el('p', { class: 'menor' }, 'Además hay ', el('a', { href: enlaceFuera }, `${numero(c.actasFueraCatalogo)} ${c.actasFueraCatalogo === 1 ? 'acta' : 'actas'} fuera de catálogo`), ', que no se suman.') : null);

const ESPECIALES = new Set(['NO_REGISTRADAS', 'NULOS']);

const renglon = (linea, mayor) => {
  const partidos = linea.partidos && linea.partidos.length > 1 ? linea.partidos.join(' · ') : null;
  const persona = linea.propietaria ?? null;
  const reparto = linea.reparto > 0 ? `${numero(linea.propios)} propios y ${numero(linea.reparto)} de la coalición` : null;
  const titulo = persona ?? (linea.clase === 'coalicion' ? `Coalición ${partidos}` : nombreDe(linea));
  const detalle = persona === null ? reparto : (partidos ?? nombreDe(linea));
  const aparte = ESPECIALES.has(linea.clave);
  const clase = linea.votos === mayor && mayor > 0 ? 'barra--mayor' : '';
  return el('tr', { class: aparte ? 'renglon renglon--aparte' : 'renglon' },
    el('th', { scope: 'row' }, el('span', { class: 'renglon__nombre' }, titulo), detalle === null ? null : el('span', { class: 'renglon__detalle' }, detalle),
      aparte ? null : barra(linea.porcentaje, `barra--angosta ${clase}`)),
    el('td', { class: 'renglon__barra' }, aparte ? null : barra(linea.porcentaje, clase)),
    el('td', { class: 'num' }, numero(linea.votos)), el('td', { class: 'num num--tenue' }, `${linea.porcentaje} %`));
};

const tabla = (titulo, lineas, total) => {
  const competidores = lineas.filter((l) => !ESPECIALES.has(l.clave)).sort((a, b) => b.votos - a.votos);
  const mayor = competidores[0]?.votos ?? 0;
  const aparte = lineas.filter((l) => ESPECIALES.has(l.clave));
  return el('div', { class: 'marco' }, el('table', { class: 'votos' },
    el('caption', { class: 'oculto' }, titulo),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, titulo), el('td', { class: 'renglon__barra' }), el('th', { scope: 'col', class: 'num' }, 'Votos'), el('th', { scope: 'col', class: 'num' }, 'Porcentaje'))),
    el('tbody', {}, competidores.map((l) => renglon(l, mayor)), aparte.map((l) => renglon(l, mayor))),
    el('tfoot', {}, el('tr', {}, el('th', { scope: 'row' }, 'Total de votos'), el('td', { class: 'renglon__barra' }), el('td', { class: 'num' }, numero(total)), el('td', { class: 'num' }, total > 0 ? '100 %' : '')))));
};

const GEOGRAFIAS = { distrito: ['Distrito', 'Toda la entidad'], municipio: ['Municipio', 'Toda la entidad'] };

const selector = (r, nivel, rutaDe) => {
  if (r.geografia === null || r.niveles.length === 0) return null;
  const [rotulo, todo] = GEOGRAFIAS[r.geografia];
  const lista = el('select', { id: 'lugar' },
    el('option', { value: '' }, todo), r.niveles.map((n) => el('option', { value: n.id, selected: n.id === nivel.id }, n.nombre.includes(n.id) ? n.nombre : `${n.id} · ${n.nombre}`)));
  lista.addEventListener('change', () => { rutaDe(lista.value); });
  return el('div', { class: 'campo' }, el('label', { for: 'lugar' }, rotulo), lista);
};

const vistas = (vista, elegir) => el('div', { class: 'botones', role: 'group', 'aria-label': 'Cómo ver los votos' },
  el('button', { type: 'button', 'aria-pressed': String(vista === 'candidatura'), alHacer: () => elegir('candidatura') }, 'Por candidatura'),
  el('button', { type: 'button', 'aria-pressed': String(vista === 'partido'), alHacer: () => elegir('partido') }, 'Por partido'));

const deRp = (rp) => el('section', { 'aria-labelledby': 'rp' },
  el('h2', { id: 'rp' }, 'Representación proporcional en casillas especiales'),
  el('p', { class: 'menor' }, 'Estas actas no se suman al resultado de ningún distrito: solo cuentan para la representación proporcional.'),
  tabla('Candidatura', rp.porCandidatura, rp.total));

/** The page of one election: progress and votes of the place chosen, by candidacy or by party. */
export const vistaResultados = (r, { lugar, vista, ultimo, enlaceFuera }, { irALugar, elegirVista }) => {
  const nivel = r.niveles.find((n) => n.id === lugar) ?? r.entidad;
  const porPartido = vista === 'partido' && nivel.porPartido !== null;
  return [
    el('div', { class: 'encabezado' }, el('h2', { class: 'lugar' }, nivel.nombre), selector(r, nivel, irALugar)),
    avance(nivel.cifras, ultimo, enlaceFuera),
    el('section', { 'aria-labelledby': 'votos' },
      el('div', { class: 'encabezado' }, el('h2', { id: 'votos' }, 'Votos'), nivel.porPartido === null ? null : vistas(porPartido ? 'partido' : 'candidatura', elegirVista)),
      porPartido ? tabla('Partido o candidatura independiente', nivel.porPartido, nivel.total) : tabla('Candidatura', nivel.porCandidatura, nivel.total),
      porPartido ? el('p', { class: 'menor' }, 'Los votos marcados para varios partidos de una coalición se reparten por igual entre ellos en cada distrito; lo que sobra va a los de mayor votación.') : null),
    nivel === r.entidad && r.rp !== null ? deRp(r.rp) : null,
  ];
};
