/* global document */

/**
 * Makes an element. Text is always text: nothing here is ever read as HTML.
 * Attributes that are null or false are left out; `alHacer` is the listener of a click.
 */
export const el = (etiqueta, atributos = {}, ...hijos) => {
  const { alHacer, ...resto } = atributos;
  const nodo = document.createElement(etiqueta);
  for (const [nombre, valor] of Object.entries(resto)) if (valor !== null && valor !== false) nodo.setAttribute(nombre, valor === true ? '' : String(valor));
  if (alHacer) nodo.addEventListener('click', alHacer);
  nodo.append(...hijos.flat().filter((h) => h !== null && h !== false).map((h) => (typeof h === 'object' ? h : String(h))));
  return nodo;
};

/** A bar of `porcentaje` (text with decimals, of 100). Only to look at: the number stands beside it. */
export const barra = (porcentaje, clase = '') => {
  const relleno = el('span', { class: 'barra__relleno' });
  relleno.style.width = `${Math.min(100, Number(porcentaje))}%`;
  return el('span', { class: `barra ${clase}`, 'aria-hidden': 'true' }, relleno);
};
