import type { Rect } from '#shared/domain/plantilla.ts';
import type { Azar } from './azar.ts';
import type { Danos } from './estropear.ts';
import { textoSvg } from './fuentes.ts';

/** What lies on the paper itself, as SVG over the upright page: it turns and bends with it. */

type Pagina = { readonly ancho: number; readonly alto: number; readonly porMm: number };

const hoja = ({ ancho, alto }: Pagina, dentro: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="${String(ancho)}" height="${String(alto)}">${dentro}</svg>`;

/** A date stamp with thick borders: enough ink over a QR to take it beyond its error correction. */
const selloSvg = (pagina: Pagina, r: Rect, azar: Azar): string => {
  const { porMm } = pagina;
  const [cx, cy] = [(r.x + r.w / 2) * porMm, (r.y + r.h / 2) * porMm];
  const [w, h] = [Math.max(34, r.w * 1.5) * porMm, Math.max(21, r.h * 0.95) * porMm];
  const color = azar.elegir(['#5a1d8c', '#a01525', '#123a7a']);
  const t = (texto: string, y: number, cuerpo: number): string => textoSvg(texto, cx, cy + y * h, cuerpo * h, { fuente: 'fuerte', color, ancla: 'medio' });
  const g = h * 0.075;
  return hoja(pagina, `<g opacity="0.93" transform="rotate(${azar.entre(-14, 14).toFixed(2)} ${cx.toFixed(1)} ${cy.toFixed(1)})"><rect x="${String(cx - w / 2)}" y="${String(cy - h / 2)}" width="${String(w)}" height="${String(h)}" fill="none" stroke="${color}" stroke-width="${String(g)}"/><rect x="${String(cx - w / 2)}" y="${String(cy - h * 0.17)}" width="${String(w)}" height="${String(h * 0.3)}" fill="${color}"/>${t('RECIBIDO', -0.22, 0.24)}${t('CATD', 0.37, 0.24)}</g>`);
};

const esquinaSvg = (pagina: Pagina, cual: NonNullable<Danos['esquina']>, azar: Azar): string => {
  const { ancho, alto } = pagina;
  const lado = Math.min(ancho, alto) * azar.entre(0.1, 0.16);
  const x = cual.endsWith('derecha') ? ancho : 0;
  const y = cual.startsWith('abajo') ? alto : 0;
  const dx = x === 0 ? lado : -lado;
  const dy = (y === 0 ? lado : -lado) * azar.entre(0.7, 1.3);
  return hoja(pagina, `<path fill="#3a3a3a" d="M${String(x)} ${String(y)}L${String(x + dx)} ${String(y)}L${String(x)} ${String(y + dy)}Z"/>`);
};

/** An uneven blot of exactly `area`, around the origin. */
const blot = (area: number, azar: Azar): [x: number, y: number][] => {
  const [n, fases] = [40, [azar.entre(0, 6.28), azar.entre(0, 6.28)]];
  const puntos = Array.from({ length: n }, (_, i): [number, number] => {
    const t = (i / n) * 2 * Math.PI;
    const radio = 1 + 0.14 * Math.sin(2 * t + (fases[0] ?? 0)) + 0.09 * Math.sin(3 * t + (fases[1] ?? 0));
    return [radio * Math.cos(t), radio * Math.sin(t)];
  });
  const propia = Math.abs(puntos.reduce((suma, [x, y], i) => suma + x * (puntos[(i + 1) % n]?.[1] ?? 0) - y * (puntos[(i + 1) % n]?.[0] ?? 0), 0)) / 2;
  const escala = Math.sqrt(area / propia);
  return puntos.map(([x, y]) => [x * escala, y * escala]);
};

/** Dark, as an ink that hides; or white, as paper torn off. It lies wholly inside the place. */
const oclusionSvg = (pagina: Pagina, { sobre, parte, clase }: NonNullable<Danos['oclusion']>, azar: Azar): string => {
  const { porMm } = pagina;
  const [x, y, w, h] = [sobre.x * porMm, sobre.y * porMm, sobre.w * porMm, sobre.h * porMm];
  if (clase === 'marcador') {
    const grueso = h * parte;
    const cy = y + azar.entre(grueso / 2, h - grueso / 2);
    return hoja(pagina, `<rect x="${String(x)}" y="${String(cy - grueso / 2)}" width="${String(w)}" height="${String(grueso)}" fill="${azar.elegir(['#101010', '#1b2a80', '#7a1020'])}"/>`);
  }
  const puntos = blot(w * h * parte, azar);
  const radio = Math.max(...puntos.map(([px, py]) => Math.hypot(px, py)));
  const [cx, cy] = [azar.entre(x + radio, x + w - radio), azar.entre(y + radio, y + h - radio)];
  const d = puntos.map(([px, py]) => `${(cx + px).toFixed(1)},${(cy + py).toFixed(1)}`).join(' ');
  return hoja(pagina, `<polygon points="${d}" fill="${clase === 'rotura' ? '#fbfaf6' : '#3d2614'}"/>`);
};

/** The layers of ink, dirt and folds that a page gets. */
export const manchas = (danos: Danos, pagina: Pagina, azar: Azar): string[] => [
  ...(danos.sello ? [selloSvg(pagina, danos.sello, azar)] : []),
  ...(danos.esquina ? [esquinaSvg(pagina, danos.esquina, azar)] : []),
  ...(danos.oclusion ? [oclusionSvg(pagina, danos.oclusion, azar)] : []),
];
