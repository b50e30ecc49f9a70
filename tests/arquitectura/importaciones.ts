import path from 'node:path';
import ts from 'typescript';

export type Importacion = { readonly destino: string; readonly soloTipos: boolean };

const esSoloTipos = (nodo: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(nodo)) return nodo.isTypeOnly;
  const clausula = nodo.importClause;
  if (!clausula) return false;
  if (clausula.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const nombres = clausula.namedBindings;
  return clausula.name === undefined && nombres !== undefined && ts.isNamedImports(nombres) && nombres.elements.length > 0 && nombres.elements.every((e) => e.isTypeOnly);
};

/** Everything that a source file imports, static or dynamic; project files as paths from the top (`shared/domain/acta.ts`). */
export const importaciones = (archivo: string, texto: string): Importacion[] => {
  const fuente = ts.createSourceFile(archivo, texto, ts.ScriptTarget.ES2023, false);
  const halladas: Importacion[] = [];
  const agregar = (especificador: string, soloTipos: boolean): void => {
    const limpio = especificador.replace(/\?.*$/, '');
    const destino = limpio.startsWith('#') ? limpio.slice(1) : limpio.startsWith('.') ? path.posix.join(path.posix.dirname(archivo), limpio) : limpio;
    halladas.push({ destino, soloTipos });
  };
  const visitar = (nodo: ts.Node): void => {
    if ((ts.isImportDeclaration(nodo) || ts.isExportDeclaration(nodo)) && nodo.moduleSpecifier && ts.isStringLiteral(nodo.moduleSpecifier)) {
      agregar(nodo.moduleSpecifier.text, esSoloTipos(nodo));
    }
    if (ts.isCallExpression(nodo) && nodo.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [primero] = nodo.arguments;
      if (primero && ts.isStringLiteral(primero)) agregar(primero.text, false);
    }
    ts.forEachChild(nodo, visitar);
  };
  visitar(fuente);
  return halladas;
};
