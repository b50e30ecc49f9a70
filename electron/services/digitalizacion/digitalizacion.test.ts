import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codigoDe, crearEstacionDePrueba, hojaDePrueba, valorDe, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let p: EstacionDePrueba;
let digitalizador: ClienteEstacion;
let verificador: ClienteEstacion;
beforeEach(async () => {
  p = await crearEstacionDePrueba();
  [digitalizador, verificador] = [await p.entrar('digitalizador'), await p.entrar('verificador')];
});
afterEach(() => p.cerrar());

const etiqueta = (acta: string, paquete = p.paquete.id): string => escribirEtiqueta(paquete, acta);
const bandeja = async () => (await valorDe(digitalizador['digitalizacion.bandeja']({}))).imagenes;
const eventos = (): { tipo: string; acta?: string; datos: Record<string, unknown> }[] => p.estacion.bitacora.leer(1, 1000).map((a) => JSON.parse(a.texto) as never);
const tipos = (): string[] => eventos().map((e) => e.tipo).filter((t) => t.startsWith('imagen') || t.startsWith('acta') || t.startsWith('entrada'));

describe('a sheet', () => {
  test('is stored as it came, named by its hash, before anything is said of it', async () => {
    const bytes = hojaDePrueba(etiqueta(GUB));
    await p.escanear(bytes);
    expect(await readFile(join(p.carpeta, 'imagenes', sha(bytes).slice(0, 2), sha(bytes).slice(2, 4), sha(bytes)))).toEqual(Buffer.from(bytes));
    expect(await bandeja()).toMatchObject([{ imagen: sha(bytes), estado: 'en_captura', acta: GUB, destino: 'A captura · el papel pasa por Acopio', papelAparte: true, motivo: null }]);
    expect(tipos()).toEqual(['imagen.guardada', 'acta.digitalizada']);
    const vista = await valorDe(digitalizador['imagen.ver']({ imagen: sha(bytes), version: 'original' }));
    expect(Buffer.from(vista.base64, 'base64')).toEqual(Buffer.from(bytes));
    expect((await valorDe(digitalizador['imagen.ver']({ imagen: sha(bytes), version: 'pantalla' }))).tipo).toBe('image/jpeg');
    expect(await codigoDe(digitalizador['imagen.ver']({ imagen: 'a'.repeat(64), version: 'original' }))).toBe('imagen_desconocida');
  });

  test('the same bytes twice are one image; other bytes of the same acta are an alternative', async () => {
    await p.escanear(hojaDePrueba(etiqueta(GUB)), hojaDePrueba(etiqueta(GUB)), hojaDePrueba(etiqueta(GUB), 'otra'));
    expect(tipos()).toEqual(['imagen.guardada', 'acta.digitalizada', 'imagen.repetida', 'imagen.guardada', 'imagen.alternativa']);
    expect((await bandeja()).map((i) => i.estado).sort()).toEqual(['alternativa', 'en_captura', 'repetida']);
    expect((await bandeja()).find((i) => i.estado === 'repetida')).toMatchObject({
      hoja: 2, acta: GUB, destino: 'Misma imagen que la hoja 1', motivo: 'Es la misma imagen que la hoja 1, que dice «A captura · el papel pasa por Acopio». Ponga el papel donde dice esa hoja.',
    });
  });

  test('without a QR, of another election, or of no expected acta waits for a person, who is told why', async () => {
    await p.escanear(hojaDePrueba(null), hojaDePrueba(etiqueta(GUB, 'otra-2027')), hojaDePrueba(etiqueta('990999B0100A02')), hojaDePrueba('https://ejemplo.mx'));
    expect((await valorDe(verificador['digitalizacion.porIdentificar']({}))).map((i) => i.motivo)).toEqual([
      'No se encontró el código QR.', 'El código QR es de otra elección.', 'El código QR no es de ninguna acta esperada.', 'El código QR no se entiende.',
    ]);
    expect(tipos().filter((t) => t === 'acta.digitalizada')).toEqual([]);
  });

  test('that is no image, or was cut short, is kept aside with the reason, and the next ones go on', async () => {
    const [texto, cortada] = [Buffer.from('Lista de asistencia'), Buffer.from('CORTADA')];
    await p.escanear(texto, cortada, hojaDePrueba(etiqueta(GUB)));
    expect(readdirSync(join(p.carpeta, 'rechazos')).sort()).toEqual([sha(texto), sha(cortada)].sort());
    expect(await readFile(join(p.carpeta, 'rechazos', sha(texto)))).toEqual(texto);
    const filas = await bandeja();
    expect(filas.filter((f) => f.estado === 'rechazada').map((f) => f.motivo).sort()).toEqual([
      'El archivo hoja-1.jpg no es una imagen. Se guardó aparte; escanee el acta de nuevo.', 'La imagen hoja-2.jpg está incompleta. Se guardó aparte; escanee el acta de nuevo.',
    ].sort());
    // Several are looked at at once, and putting one aside waits for the disk: only the two of a sheet have an order.
    expect(tipos().filter((t) => t === 'entrada.rechazada')).toHaveLength(2);
    expect(tipos().filter((t) => t !== 'entrada.rechazada')).toEqual(['imagen.guardada', 'acta.digitalizada']);
    expect(await p.estacion.verificarImagenes()).toEqual([]);
  });

  test('the device is busy while it scans, and says when it has no paper', async () => {
    expect(await codigoDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }))).toBe('escaner_sin_papel');
    let soltar = (): void => undefined;
    p.escaner.cargar([() => new Promise((resolver) => { soltar = () => { resolver({ bytes: hojaDePrueba(etiqueta(GUB)), fuente: 'lenta' }); }; })]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    expect(await codigoDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }))).toBe('escaner_ocupado');
    soltar();
    await p.estacion.enReposo();
    expect((await valorDe(digitalizador['digitalizacion.bandeja']({})))).toMatchObject({ escaneres: [{ estado: 'libre', hojas: 0, tanda: { falla: null } }] });
  });

  test('a scan that stops says why, and the sheet is still in the tray', async () => {
    let lleno = true;
    p.escaner.cargar([() => {
      if (lleno) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      return { bytes: hojaDePrueba(etiqueta(GUB)), fuente: 'x' };
    }]);
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    await p.estacion.enReposo();
    expect(await valorDe(digitalizador['digitalizacion.bandeja']({}))).toMatchObject({ escaneres: [{ hojas: 1, tanda: { falla: { codigo: 'disco_lleno' } } }] });
    lleno = false;
    await valorDe(digitalizador['digitalizacion.escanear']({ escaner: 'virtual' }));
    await p.estacion.enReposo();
    expect(await valorDe(digitalizador['digitalizacion.bandeja']({}))).toMatchObject({ escaneres: [{ hojas: 0, tanda: { falla: null } }] });
  });
});

describe('an image that waits', () => {
  test('is given to its acta by hand, once', async () => {
    const bytes = hojaDePrueba(null);
    await p.escanear(bytes);
    expect(await valorDe(verificador['digitalizacion.identificar']({ imagen: sha(bytes), acta: DIP }))).toEqual({ destino: 'A captura' });
    expect(eventos().at(-1)).toMatchObject({ tipo: 'acta.digitalizada', acta: DIP, datos: { identificada: 'manual', ciclo: 1 } });
    expect(await codigoDe(verificador['digitalizacion.identificar']({ imagen: sha(bytes), acta: GUB }))).toBe('imagen_ya_identificada');
    expect(await codigoDe(verificador['digitalizacion.identificar']({ imagen: sha(bytes), acta: 'NADA' }))).toBe('acta_desconocida');
  });

  test('of an acta that has its image becomes an alternative', async () => {
    await p.digitalizar(GUB);
    const bytes = hojaDePrueba(null);
    await p.escanear(bytes);
    expect(await valorDe(verificador['digitalizacion.identificar']({ imagen: sha(bytes), acta: GUB }))).toEqual({ destino: 'Guardar con su acta' });
  });

  test('is declared of no approved casilla: counted apart, and it goes to a box', async () => {
    const bytes = hojaDePrueba(null);
    await p.escanear(bytes);
    const { acta } = await valorDe(verificador['digitalizacion.declararFuera']({ imagen: sha(bytes), eleccion: 'GUB' }));
    expect(acta).toBe(`FC-${sha(bytes).slice(0, 12)}`);
    expect(eventos().at(-1)).toMatchObject({ tipo: 'acta.fuera_de_catalogo', acta, datos: { evaluacion: { observaciones: ['fuera_de_catalogo'], contabilizada: 2, calculado: null } } });
    const acopiador = await p.entrar('acopiador');
    expect((await valorDe(acopiador['empaquetado.pendientes']({}))).map((a) => a.acta)).toEqual([acta]);
    await valorDe(acopiador['empaquetado.cerrarCaja']({ actas: [acta] }));
  });
});

describe('a bad image', () => {
  test('reported by who looks at it sends the paper back to the scanner, and the new one starts a cycle of its own', async () => {
    await p.digitalizar(GUB);
    const [ana, eva] = [await p.entrar('capturista'), await p.entrar('capturista2')];
    const trabajo = (await valorDe(ana['captura.siguiente']({}))).trabajo!;
    await valorDe(ana['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }));
    const segundo = (await valorDe(eva['captura.siguiente']({}))).trabajo!;
    expect(await codigoDe(ana['digitalizacion.rechazar']({ imagen: trabajo.imagen, motivo: 'borrosa' }))).toBe('captura_ajena');
    await valorDe(eva['digitalizacion.rechazar']({ imagen: segundo.imagen, motivo: 'borrosa' }));
    expect(await codigoDe(eva['captura.guardar']({ acta: GUB, ciclo: 1, valores: p.valores(GUB) }))).toBe('captura_retirada');
    expect((await valorDe(eva['captura.siguiente']({}))).trabajo).toBeNull();
    await p.escanear(hojaDePrueba(etiqueta(GUB), 'nítida'));
    const nuevo = (await valorDe(eva['captura.siguiente']({}))).trabajo!;
    expect(nuevo).toMatchObject({ acta: GUB, ciclo: 2 });
    expect(nuevo.imagen).not.toBe(trabajo.imagen);
  });

  test('whose alternative comes again is replaced by it', async () => {
    const [buena, otra] = [hojaDePrueba(etiqueta(GUB), 'a'), hojaDePrueba(etiqueta(GUB), 'b')];
    await p.escanear(buena, otra);
    await valorDe(digitalizador['digitalizacion.rechazar']({ imagen: sha(buena), motivo: 'cortada abajo' }));
    await p.escanear(otra);
    expect((await valorDe((await p.entrar('capturista'))['captura.siguiente']({}))).trabajo!.imagen).toBe(sha(otra));
  });
});
