import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { crearFirmante, criptoNode } from '#electron/station/cripto-node.ts';
import { HASH_CERO, hashEvento, textoEvento, type Evento } from '#shared/domain/evento.ts';
import { EVENTOS, type DatosEvento, type TipoEvento } from '#shared/domain/eventos.ts';
import type { Firmante } from '#shared/sync/cripto.ts';
import { firmarDocumento, pae, TIPO_ACUSE, TIPO_CERTIFICADO, TIPO_LOTE } from '#shared/sync/firma.ts';
import { escribirLote, type Asiento } from '#shared/sync/lote.ts';

/** An Ed25519 key whose seed is the SHA-256 of a name: anyone can make it again, and nobody may use it for anything else. */
const firmanteDe = (nombre: string): { readonly semilla: string; readonly firmante: Firmante } => {
  const semilla = createHash('sha256').update(nombre).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), semilla]);
  return { semilla: semilla.toString('hex'), firmante: crearFirmante(`-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`) };
};

const [opl, estacion, central, ajeno] = ['acopio vector opl', 'acopio vector estacion', 'acopio vector central', 'acopio vector ajeno'].map(firmanteDe) as [ReturnType<typeof firmanteDe>, ReturnType<typeof firmanteDe>, ReturnType<typeof firmanteDe>, ReturnType<typeof firmanteDe>];
const EPOCA = '01890a5d-ac96-774b-bcce-b302099a8057';
const OTRA_EPOCA = '01890a5d-ac96-774b-bcce-b302099a8058';
const PAQUETE = 'a'.repeat(64);
const certificado = firmarDocumento(opl.firmante, TIPO_CERTIFICADO, JSON.stringify({
  estacion: 'CATD01-A', catd: 'CATD01', llave: estacion.firmante.llave, desde: '2027-06-01T00:00:00-06:00', hasta: '2027-06-30T00:00:00-06:00',
}));

const asentar = (lista: Asiento[], tipo: TipoEvento, datos: DatosEvento<TipoEvento>, acta?: string): void => {
  const seq = lista.length + 1;
  const previo = lista.at(-1)?.hash ?? HASH_CERO;
  const evento: Evento = {
    seq, id: `01890a5d-ac96-774b-bcce-b302099a80${String(seq).padStart(2, '0')}`, tipo, version: EVENTOS[tipo].version, ...(acta === undefined ? {} : { acta }),
    actor: 'sistema', puesto: 'sistema', hora: `2027-06-06T20:00:0${seq}.000-06:00`, datos, previo,
  };
  const texto = textoEvento(evento);
  lista.push({ seq, texto, hash: hashEvento(criptoNode, previo, texto) });
};

const bitacora = (): Asiento[] => {
  const lista: Asiento[] = [];
  asentar(lista, 'estacion.iniciada', { epoca: EPOCA, estacion: 'CATD01-A', catd: 'CATD01', paquete: PAQUETE, version: '1.0.0', modo: 'simulacro' });
  asentar(lista, 'acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, '210001B0100A02');
  // Letters beyond ASCII and beyond 16 bits: the bytes are UTF-8.
  asentar(lista, 'sesion.fallida', { usuario: 'ñandú 🗳', fallas: 1 });
  asentar(lista, 'acta.sin_acta_solicitada', { motivo: 'casilla_no_instalada' }, '210002C0100A02');
  return lista;
};

const sinInicio = (): Asiento[] => {
  const lista: Asiento[] = [];
  asentar(lista, 'acta.sin_acta_solicitada', { motivo: 'paquete_sin_bolsa' }, '210001B0100A02');
  return lista;
};

const lote = (asientos: readonly Asiento[], previo = HASH_CERO, firmante = estacion.firmante): string => escribirLote(firmante, { paquete: PAQUETE, epoca: EPOCA, previo, certificado, asientos });

/** Signs again a changed body as the station would: what is wrong is then inside, not in the signature. */
const firmarCuerpo = (cuerpo: string): string => `${cuerpo}${JSON.stringify({ firma: estacion.firmante.firmar(pae(TIPO_LOTE, cuerpo)) })}\n`;
const cuerpoDe = (texto: string): string => texto.slice(0, texto.lastIndexOf('{"firma"'));

/** The test vectors of docs/formats/lote.md: good lotes with all that is computed from them, and bad ones with the code of their refusal. */
export const vectoresLote = () => {
  const todos = bitacora();
  const entero = lote(todos);
  const tramo = lote(todos.slice(2), todos[1]!.hash);
  const [a, b, , d] = todos as [Asiento, Asiento, Asiento, Asiento];
  const acuse = {
    estacion: 'CATD01-A', epoca: EPOCA, desde: 1, hasta: 4, cabeza: d.hash, lote: criptoNode.sha256(entero), recibido: '2027-06-06T20:00:10.000-06:00', estado: 'aceptado', imagenesFaltantes: [],
    tiene: [{ desde: 1, hasta: 4, cabeza: d.hash }],
  };
  return {
    nota: 'Private seeds are the SHA-256 of the names: for these vectors only.',
    llaves: Object.fromEntries([['opl', opl], ['estacion', estacion], ['central', central]].map(([nombre, l]) => [nombre as string, { semilla: (l as typeof opl).semilla, publica: (l as typeof opl).firmante.llave }])),
    pae: { tipo: TIPO_LOTE, cuerpo: 'ñ', hex: Buffer.from(pae(TIPO_LOTE, 'ñ')).toString('hex') },
    eventos: todos.map((e) => ({ texto: e.texto, hash: e.hash })),
    buenos: [
      { nombre: 'the journal from its first event', texto: entero, sha256: criptoNode.sha256(entero), desde: 1, hasta: 4, cabeza: d.hash },
      { nombre: 'a range that hangs from the event before it', texto: tramo, sha256: criptoNode.sha256(tramo), desde: 3, hasta: 4, cabeza: d.hash },
    ],
    malos: [
      { nombre: 'one byte of an event changed', codigo: 'lote_firma', texto: entero.replace('paquete_sin_bolsa', 'paquete_sin_bolsb') },
      { nombre: 'signed by another key', codigo: 'lote_firma', texto: lote(todos, HASH_CERO, ajeno.firmante) },
      { nombre: 'certified by another OPL', codigo: 'estacion_desconocida', texto: firmarCuerpo(cuerpoDe(entero).replace(JSON.stringify(certificado), JSON.stringify(firmarDocumento(ajeno.firmante, TIPO_CERTIFICADO, certificado.contenido)))) },
      { nombre: 'an event left out', codigo: 'lote_cadena', texto: lote([a, b, d]) },
      { nombre: 'a head that is not that of its last event', codigo: 'lote_cadena', texto: firmarCuerpo(cuerpoDe(entero).replace(`"cabeza":"${d.hash}"`, `"cabeza":"${b.hash}"`)) },
      { nombre: 'a previous hash that its first event does not hang from', codigo: 'lote_cadena', texto: lote(todos.slice(2), a.hash) },
      { nombre: 'a type outside the catalogue', codigo: 'lote_esquema', texto: firmarCuerpo(cuerpoDe(entero).replaceAll('acta.sin_acta_solicitada', 'acta.regalada')) },
      { nombre: 'an epoca that its beginning does not say', codigo: 'lote_esquema', texto: firmarCuerpo(cuerpoDe(entero).replace(EPOCA, OTRA_EPOCA)) },
      { nombre: 'an epoca that begins at its first place without saying so', codigo: 'lote_esquema', texto: lote(sinInicio()) },
      { nombre: 'cut short', codigo: 'lote_ilegible', texto: entero.slice(0, -20) },
      { nombre: 'another version of the format', codigo: 'lote_ilegible', texto: firmarCuerpo(cuerpoDe(entero).replace('"version":1,"paquete"', '"version":2,"paquete"')) },
    ],
    acuse: { documento: firmarDocumento(central.firmante, TIPO_ACUSE, JSON.stringify(acuse)), contenido: acuse },
  };
};

if (process.argv[1] === import.meta.filename) writeFileSync(new URL('../docs/formats/lote-vectores.json', import.meta.url), `${JSON.stringify(vectoresLote(), null, 1)}\n`);
