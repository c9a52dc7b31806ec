/** The package's main export: the engine as a library. */
export { type Analysis, type Analyzer, type AnalyzerOptions, createAnalyzer } from './analyzer.ts';
export type { Column, ConnectionColumns, NumberColumn, TextColumn } from './connection-columns.ts';
export type * from './document.ts';
export type { ConnectionFilter, DocumentOptions } from './document-builder.ts';
export type * from './trace.ts';
