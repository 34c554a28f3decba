import { type Disagreement, disagreement } from './disagreement.ts';
import type { Face } from './face.ts';
import type { Vector } from './vector.ts';

/** A vector that was not answered as the reference answers it. */
export interface Failure {
  readonly id: string;
  /** What differs, or the text of what was thrown instead of an answer. */
  readonly difference: Disagreement | string;
  /** The question, for reading. */
  readonly input: Vector['input'];
}

/** How one group went. */
export interface GroupReport {
  readonly group: string;
  readonly passed: number;
  readonly total: number;
  /** How many ended without any answer. */
  readonly traps: number;
  /** The failures with the shortest questions first, at most as many as were asked for. */
  readonly failures: readonly Failure[];
}

/** How one face went. */
export interface ConformanceReport {
  readonly face: string;
  readonly groups: readonly GroupReport[];
}

/**
 * Asks a face every vector. Uses nothing of any platform, so that the same function runs in every runtime.
 *
 * @param face - Who is asked.
 * @param groups - Vectors by group.
 * @param shown - How many failures of a group are kept.
 */
export function runConformance(
  face: Face,
  groups: ReadonlyMap<string, readonly Vector[]>,
  shown: number = 5,
): ConformanceReport {
  return { face: face.name, groups: [...groups].map(([group, vectors]) => runGroup(face, group, vectors, shown)) };
}

function runGroup(face: Face, group: string, vectors: readonly Vector[], shown: number): GroupReport {
  const failures: Failure[] = [];
  let traps = 0;
  for (const { id, input, output } of vectors) {
    try {
      const difference = disagreement(output, face.answer(input));
      if (difference !== undefined) failures.push({ id, difference, input });
    } catch (fault) {
      traps += 1;
      failures.push({ id, difference: String(fault), input });
    }
  }
  const bySize = failures
    .map((failure) => ({ failure, size: JSON.stringify(failure.input).length }))
    .sort((a, b) => a.size - b.size)
    .map(({ failure }) => failure);
  return {
    group,
    passed: vectors.length - failures.length,
    total: vectors.length,
    traps,
    failures: bySize.slice(0, shown),
  };
}

/** Whether every vector was answered as the reference answers it. */
export function conforms(report: ConformanceReport): boolean {
  return report.groups.every(({ passed, total }) => passed === total);
}
