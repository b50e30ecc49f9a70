import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { archivoDePrueba, codigoDe, crearEstacionDePrueba, hojaDePrueba, valorDe, visionDePrueba, type ClienteEstacion, type EstacionDePrueba } from '#tests/estacion-de-prueba.ts';
import type { Vision } from '#electron/station/puertos.ts';
import type { Alineacion, ExamenGuardado } from '#shared/domain/examen.ts';
import { MARCAS_DE } from '#shared/domain/plantilla.ts';
import { escribirEtiqueta } from '#shared/domain/qr.ts';

const GUB = '990010B0100A02';
const DIP = '990010B0100A03';
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let p: EstacionDePrueba;
let digitalizador: ClienteEstacion;
afterEach(() => p.cerrar());
const abrir = async (opciones: Parameters<typeof crearEstacionDePrueba>[0] = {}): Promise<void> => {
  p = await crearEstacionDePrueba(opciones);
  digitalizador = await p.entrar('digitalizador');
};
const etiqueta = (acta: string): string => escribirEtiqueta(p.paquete.id, acta);
const bandeja = () => valorDe(digitalizador['digitalizacion.bandeja']({}));
const tipos = (): string[] => p.estacion.bitacora.leer(1, 1000).map((a) => (JSON.parse(a.texto) as { tipo: string }).tipo).filter((t) => /^(imagen|acta|entrada)/.test(t));

const INCLINADA: Partial<ExamenGuardado> = { veredicto: 'dudosa', medidas: [{ nombre: 'inclinacion', valor: 8, veredicto: 'dudosa' }, { nombre: 'enfoque', valor: 0.4, veredicto: 'buena' }] };
/** A page that fills its image. */
const alineada = (plantilla: 'estandar' | 'cdmx-2024'): Alineacion => {
  const { ancho, alto } = MARCAS_DE[plantilla];
  return { plantilla, homografia: [1 / ancho, 0, 0, 0, 1 / alto, 0, 0, 0, 1], marcas: 4, errorMm: 0.2 };
};

describe('quality', () => {
  test('a doubtful image waits for the operator, who is told what is wrong; accepted, it goes on as if it were good', async () => {
    await abrir();
    const bytes = hojaDePrueba(etiqueta(GUB), '', INCLINADA);
    await p.escanear(bytes, hojaDePrueba(etiqueta(DIP)));
    const { imagenes, pendientes } = await bandeja();
    expect(pendientes).toEqual({ porRevisar: 1, porIdentificar: 0, enProceso: 0 });
    expect(imagenes.map((i) => i.estado)).toEqual(['por_revisar', 'en_captura']);
    expect(imagenes[0]).toMatchObject({ imagen: sha(bytes), acta: null, veredicto: 'dudosa', destino: 'Revisar' });
    expect(imagenes[0]!.nombre).toContain('Sección');
    expect(imagenes[0]!.medidas).toEqual([{ nombre: 'inclinacion', valor: 8, veredicto: 'dudosa', texto: expect.stringContaining('inclinada 8°') as string }]);
    expect((await valorDe((await p.entrar('capturista'))['captura.siguiente']({}))).trabajo?.acta).toBe(DIP);

    expect(await codigoDe((await p.entrar('capturista'))['digitalizacion.aceptar']({ imagen: sha(bytes), motivo: null }))).toBe('sin_permiso');
    expect(await valorDe(digitalizador['digitalizacion.aceptar']({ imagen: sha(bytes), motivo: 'se lee todo' }))).toEqual({ destino: 'A captura' });
    expect(await codigoDe(digitalizador['digitalizacion.aceptar']({ imagen: sha(bytes), motivo: null }))).toBe('imagen_desconocida');
    expect(tipos().slice(-2)).toEqual(['imagen.aceptada', 'acta.digitalizada']);
    expect((await bandeja()).imagenes.find((i) => i.imagen === sha(bytes))).toMatchObject({ estado: 'en_captura', acta: GUB, veredicto: 'dudosa' });
  });

  test('or rejects it and scans again: the new one is compared with nothing, the old one is kept', async () => {
    await abrir();
    const [mala, buena] = [hojaDePrueba(etiqueta(GUB), 'a', { ...INCLINADA, veredicto: 'repetir' }), hojaDePrueba(etiqueta(GUB), 'b')];
    await p.escanear(mala);
    await valorDe(digitalizador['digitalizacion.rechazar']({ imagen: sha(mala), motivo: 'inclinada' }));
    await p.escanear(buena);
    const { imagenes, pendientes } = await bandeja();
    expect(pendientes.porRevisar).toBe(0);
    expect(Object.fromEntries(imagenes.map((i) => [i.imagen, i.estado]))).toEqual({ [sha(mala)]: 'rechazada', [sha(buena)]: 'en_captura' });
    expect(await p.estacion.verificarImagenes()).toEqual([]);
  });

  test('one that still waits when a good one came shows it, to compare; accepted, it is an alternative', async () => {
    await abrir();
    const [mala, buena] = [hojaDePrueba(etiqueta(GUB), 'a', INCLINADA), hojaDePrueba(etiqueta(GUB), 'b')];
    await p.escanear(mala, buena);
    expect((await bandeja()).imagenes[0]).toMatchObject({ imagen: sha(mala), vigente: sha(buena), avisos: expect.arrayContaining(['El acta ya tiene otra imagen: compárelas.']) as string[] });
    expect(await valorDe(digitalizador['digitalizacion.aceptar']({ imagen: sha(mala), motivo: null }))).toEqual({ destino: 'Guardar con su acta' });
    expect((await bandeja()).imagenes.find((i) => i.imagen === sha(mala))).toMatchObject({ estado: 'alternativa', acta: GUB, vigente: sha(buena) });
  });

  test('a blank sheet is kept and is nobody’s work', async () => {
    await abrir();
    const blanca = hojaDePrueba(null, '', { veredicto: 'repetir', medidas: [{ nombre: 'hoja_blanca', valor: 0.1, veredicto: 'repetir' }] });
    await p.escanear(blanca);
    const { imagenes, pendientes } = await bandeja();
    expect(pendientes).toEqual({ porRevisar: 0, porIdentificar: 0, enProceso: 0 });
    expect(imagenes).toMatchObject([{ estado: 'rechazada', destino: 'En blanco: vea el otro lado' }]);
    expect(tipos()).toEqual(['imagen.guardada', 'imagen.rechazada']);
  });

  test('limits of the package are what the operator reads', async () => {
    await abrir({ paquete: { reglas: { excedeCombinada: 'sola', cotejoAntesDeEmpaquetar: true, calidad: { resolucion: { dudosa: 180, repetir: 150 } } } } });
    await p.escanear(hojaDePrueba(etiqueta(GUB), '', { veredicto: 'dudosa', medidas: [{ nombre: 'resolucion', valor: 170, veredicto: 'dudosa' }] }));
    expect((await bandeja()).imagenes[0]!.medidas[0]!.texto).toContain('más de 180');
  });
});

describe('identity', () => {
  test('a label of one acta on the form of another waits for a person', async () => {
    await abrir();
    await p.escanear(hojaDePrueba(etiqueta(GUB), '', { alineacion: alineada('cdmx-2024') }));
    expect((await bandeja()).imagenes).toMatchObject([{ estado: 'por_identificar', motivo: 'El formato de la hoja no es el del acta que dice el código QR.' }]);
  });

  test('an acta that acopio has not seen, or of another center, goes on and says so', async () => {
    await abrir();
    const ajena = p.paquete.actas.find((a) => p.paquete.casillas.find((c) => c.clave === a.casilla)?.catd !== 'C1')!.clave;
    await valorDe((await p.entrar('acopiador'))['acopio.registrar']({ acta: DIP, mecanismoTraslado: 'D', tipoDocumento: 'ACTA PREP' }));
    await p.escanear(hojaDePrueba(etiqueta(GUB)), hojaDePrueba(etiqueta(DIP)), hojaDePrueba(etiqueta(ajena)));
    const avisos = Object.fromEntries((await bandeja()).imagenes.map((i) => [i.acta, i.avisos]));
    expect(avisos[GUB]).toEqual(['El acta no ha pasado por acopio.']);
    expect(avisos[DIP]).toEqual([]);
    expect(avisos[ajena]).toEqual(['El acta no ha pasado por acopio.', expect.stringMatching(/^El acta es del centro /) as string]);
  });

  test('the capture screen knows where each field is, and the picture is upright', async () => {
    const giros: (number | undefined)[] = [];
    const vision: Vision = { ...visionDePrueba, pantalla: (bytes, giro) => { giros.push(giro); return visionDePrueba.pantalla(bytes, giro); } };
    await abrir({ puertos: { vision } });
    const bytes = hojaDePrueba(etiqueta(GUB), '', { alineacion: alineada('estandar'), giro: 180 });
    await p.escanear(bytes, hojaDePrueba(etiqueta(DIP)));
    const { trabajo } = await valorDe((await p.entrar('capturista'))['captura.siguiente']({}));
    expect(trabajo?.acta).toBe(GUB);
    expect(Object.keys(trabajo!.zonas!).sort()).toEqual(trabajo!.campos.map((c) => c.clave).sort());
    for (const zona of Object.values(trabajo!.zonas!)) for (const [x, y] of zona) expect(x > 0 && x < 1 && y > 0 && y < 1).toBe(true);
    await valorDe(digitalizador['imagen.ver']({ imagen: sha(bytes), version: 'pantalla' }));
    expect(giros).toEqual([180]);
    expect((await bandeja()).imagenes.find((i) => i.imagen === sha(bytes))?.giro).toBe(180);
    const segundo = await valorDe((await p.entrar('capturista2'))['captura.siguiente']({}));
    expect(segundo.trabajo).toMatchObject({ acta: DIP, zonas: null });
  });
});

describe('a file of several pages', () => {
  test('is taken apart: each page goes its own way, and the original is kept', async () => {
    await abrir();
    const archivo = archivoDePrueba(hojaDePrueba(etiqueta(GUB)), hojaDePrueba(null), Buffer.from('CORTADA'), hojaDePrueba(etiqueta(DIP), '', INCLINADA));
    await p.escanear(archivo);
    const { imagenes } = await bandeja();
    expect(imagenes.map((i) => [i.fuente, i.estado, i.hoja]).sort()).toEqual([
      ['hoja-1.jpg, página 1', 'en_captura', 1], ['hoja-1.jpg, página 2', 'por_identificar', 1], ['hoja-1.jpg, página 3', 'rechazada', 1], ['hoja-1.jpg, página 4', 'por_revisar', 1],
    ]);
    expect(await readFile(join(p.carpeta, 'imagenes', sha(archivo).slice(0, 2), sha(archivo).slice(2, 4), sha(archivo)))).toEqual(Buffer.from(archivo));
    expect(await p.estacion.verificarImagenes()).toEqual([]);

    await p.escanear(archivo);
    expect(tipos().slice(-1)).toEqual(['imagen.repetida']);
    expect((await bandeja()).imagenes).toHaveLength(5);
    expect((await bandeja()).imagenes.find((i) => i.estado === 'repetida')).toMatchObject({ hoja: 1, acta: null, motivo: 'Es un archivo que ya había llegado. Haga lo que dicen sus hojas.' });
  });
});

describe('a file with pages that cannot be read', () => {
  const ilegible = Buffer.from('ILEGIBLE');
  const filas = async (): Promise<(string | null)[][]> => (await bandeja()).imagenes.map((i) => [i.fuente, i.estado, i.motivo]).sort();

  test('loses those pages and no other, and says which', async () => {
    await abrir();
    const archivo = archivoDePrueba(ilegible, hojaDePrueba(etiqueta(GUB)), ilegible, hojaDePrueba(etiqueta(DIP)));
    await p.escanear(archivo);
    const esperadas = [
      ['hoja-1.jpg, página 2', 'en_captura', null], ['hoja-1.jpg, página 4', 'en_captura', null],
      ['hoja-1.jpg', 'rechazada', 'No se pudieron leer las páginas 1, 3 de hoja-1.jpg: están dañadas. Las demás siguieron su camino; escanee de nuevo esas hojas.'],
    ];
    expect(await filas()).toEqual(esperadas);
    expect((await bandeja()).imagenes.map((i) => i.hoja)).toEqual([1, 1, 1]);
    expect(tipos()).toEqual(['entrada.separada', 'imagen.guardada', 'acta.digitalizada', 'imagen.guardada', 'acta.digitalizada']);
    await p.escanear(archivo);
    expect(tipos().at(-1)).toBe('imagen.repetida');
    expect(await filas()).toEqual(expect.arrayContaining([...esperadas, ['hoja-1.jpg', 'repetida', 'Es un archivo que ya había llegado. Haga lo que dicen sus hojas.']]));
    expect(await p.estacion.verificarImagenes()).toEqual([]);
  });

  test('is refused whole when there is no other', async () => {
    await abrir();
    await p.escanear(archivoDePrueba(ilegible, ilegible));
    expect(await filas()).toEqual([['hoja-1.jpg', 'rechazada', 'El archivo hoja-1.jpg trae varias páginas y no se pudo separar. Se guardó aparte; escanee cada acta en un archivo.']]);
    expect(tipos()).toEqual(['entrada.rechazada']);
  });

  test.each([[2, []], [3, [1]]])('a page over which the worker fails %i times', async (fallas, ilegibles) => {
    let veces = 0;
    const vision: Vision = {
      ...visionDePrueba,
      separar: async function* (bytes) {
        for await (const pagina of visionDePrueba.separar!(bytes)) yield pagina.bytes === null && ++veces <= fallas ? { ...pagina, falla: new Error('vision: no answer') } : { ...pagina, bytes: pagina.bytes ?? hojaDePrueba(etiqueta(DIP)) };
      },
    };
    await abrir({ puertos: { vision } });
    await p.escanear(archivoDePrueba(ilegible, hojaDePrueba(etiqueta(GUB))));
    const [separada] = p.estacion.bitacora.leer(1, 1000).map((a) => JSON.parse(a.texto) as { tipo: string; datos: { ilegibles?: number[] } }).filter((e) => e.tipo === 'entrada.separada');
    expect(separada?.datos.ilegibles ?? []).toEqual(ilegibles);
  });
});

describe('an image that the eye fails on', () => {
  const conFallas = (veces: number): { vision: Vision; intentos: () => number } => {
    let n = 0;
    const vision: Vision = {
      ...visionDePrueba,
      examinar: (bytes, o) => {
        if (!Buffer.from(bytes).toString().includes('VENENO')) return visionDePrueba.examinar(bytes, o);
        n += 1;
        return n <= veces ? Promise.reject(new Error('vision: the worker ended with 1')) : visionDePrueba.examinar(bytes, o);
      },
    };
    return { vision, intentos: () => n };
  };

  test('is looked at again', async () => {
    const { vision, intentos } = conFallas(2);
    await abrir({ puertos: { vision } });
    await p.escanear(hojaDePrueba(etiqueta(GUB), 'VENENO'));
    expect(intentos()).toBe(3);
    expect((await bandeja()).imagenes).toMatchObject([{ estado: 'en_captura', acta: GUB }]);
  });

  test('three times at most: then a person gets it, and nobody waited for it', async () => {
    const { vision, intentos } = conFallas(Infinity);
    await abrir({ puertos: { vision } });
    const veneno = hojaDePrueba(etiqueta(GUB), 'VENENO');
    await p.escanear(veneno, hojaDePrueba(etiqueta(DIP)));
    expect(intentos()).toBe(3);
    expect(tipos().sort()).toEqual(['acta.digitalizada', 'imagen.guardada', 'imagen.guardada', 'imagen.por_identificar']);
    const { imagenes } = await bandeja();
    expect(imagenes[0]).toMatchObject({ imagen: sha(veneno), estado: 'por_identificar', veredicto: null, motivo: 'No se pudo examinar la imagen; véala y decida.' });
    expect(await valorDe((await p.entrar('verificador'))['digitalizacion.identificar']({ imagen: sha(veneno), acta: GUB }))).toEqual({ destino: 'A captura' });
  });
});
