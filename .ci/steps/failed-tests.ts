import { stripVTControlCharacters } from 'node:util';
import { reportMember } from './report-member.ts';

/** As much of a failure as says what happened; the whole of it stands in what the runner wrote. */
const LINES_OF_A_FAILURE = 12;

function objectsIn(source: unknown, name: string): readonly object[] {
  const list: unknown = reportMember(source, name);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'object' && item !== null) : [];
}

function failure(name: string, message: unknown): string {
  const lines = stripVTControlCharacters(typeof message === 'string' ? message : 'no message').split(
    '\n',
    LINES_OF_A_FAILURE,
  );
  return [name, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Reads which tests failed, and why, from the report of Vitest's `json` reporter. */
export function failedTestsOfVitest(report: unknown): readonly string[] {
  return objectsIn(report, 'testResults').flatMap((file) => {
    const failed = objectsIn(file, 'assertionResults').filter((test) => reportMember(test, 'status') === 'failed');
    if (failed.length === 0 && reportMember(file, 'status') === 'failed') {
      return [failure(String(reportMember(file, 'name')), reportMember(file, 'message'))];
    }
    return failed.map((test) => {
      const messages: unknown = reportMember(test, 'failureMessages');
      const name = `${String(reportMember(file, 'name'))} › ${String(reportMember(test, 'fullName'))}`;
      return failure(name, Array.isArray(messages) ? messages.join('\n') : messages);
    });
  });
}

/** Reads which tests failed, and why, from the report of Playwright's `json` reporter. */
export function failedTestsOfPlaywright(report: unknown): readonly string[] {
  const outside = objectsIn(report, 'errors').map((error) =>
    failure('outside any test', reportMember(error, 'message')),
  );
  return [...objectsIn(report, 'suites').flatMap(failedSpecsIn), ...outside];
}

function failedSpecsIn(suite: object): readonly string[] {
  const own = objectsIn(suite, 'specs')
    .filter((spec) => reportMember(spec, 'ok') === false)
    .map((spec) => {
      const results = objectsIn(spec, 'tests').flatMap((test) => objectsIn(test, 'results'));
      const messages = results.flatMap((result) =>
        objectsIn(result, 'errors').map((error) => reportMember(error, 'message')),
      );
      const name = `${String(reportMember(spec, 'file'))}:${String(reportMember(spec, 'line'))} › ${String(reportMember(spec, 'title'))}`;
      return failure(name, messages.length > 0 ? messages.join('\n') : undefined);
    });
  return [...own, ...objectsIn(suite, 'suites').flatMap(failedSpecsIn)];
}
