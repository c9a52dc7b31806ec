/** The audit as SARIF 2.1.0 (OASIS), which code review shows at the lines concerned. */
import type { AuditDocument, FindingReport, Fix, HopReport } from '../audit/document.ts';
import type { AuditWarning, Place } from '../audit/model.ts';
import { rules } from '../audit/rules.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

export function sarifOf(document: AuditDocument, version: string): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'whyreset', semanticVersion: version, rules: rules.map(ruleOf) } },
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: document.warnings.map(notificationOf) },
        ],
        results: document.findings.map((finding) => resultOf(finding, document.hops)),
      },
    ],
  };
}

function ruleOf({ id, title }: { id: string; title: string }): object {
  return {
    id,
    shortDescription: { text: title },
    help: { text: `docs/rules/${id}.md says what is wrong, how it is reckoned and how to fix it.` },
  };
}

function resultOf(finding: FindingReport, hops: readonly HopReport[]): object {
  const { rule, severity, message, arithmetic, advice, sources, fix } = finding;
  // Where only defaults collide, the beginning of the hops' configuration is the place.
  const places =
    sources.length > 0
      ? sources
      : hops.flatMap(({ name, place }) => (place && finding.hops.includes(name) ? [place] : []));
  const [first, ...others] = places;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: levels[severity],
    message: { text: `${message} (${arithmetic}) ${advice}` },
    locations: first === undefined ? [] : [{ physicalLocation: locationOf(first) }],
    relatedLocations: others.map((place, index) => ({ id: index + 1, physicalLocation: locationOf(place) })),
    ...(fix && { fixes: [fixOf(fix, advice)] }),
  };
}

function locationOf({ file, line }: Place): object {
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } };
}

/** Relative to the repository, as it was given on the command line. A lone surrogate has no encoding. */
function uriOf(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')))
    .join('/');
}

function fixOf({ file, line, from, to }: Fix, advice: string): object {
  const deletedRegion = { startLine: line, startColumn: 1, endLine: line, endColumn: from.length + 1 };
  return {
    description: { text: advice },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(file) },
        replacements: [{ deletedRegion, insertedContent: { text: to } }],
      },
    ],
  };
}

function notificationOf({ file, line, column, message }: AuditWarning): object {
  const region =
    line === undefined
      ? undefined
      : { startLine: line, ...(column !== undefined && { startColumn: column }) };
  return {
    level: 'warning',
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(region && { region }) } }],
  };
}
