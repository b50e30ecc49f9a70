// Everything of the station but shell/, main.ts and preload.ts sees this empty module as 'electron':
// an import of Electron there does not compile (docs/architecture.md, "The house").
export {};
