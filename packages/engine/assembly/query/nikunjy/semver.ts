import { overflowed, readUnsigned } from '../../number/integer';
import { compareText } from '../../text/compare';

/**
 * Semantic versions. Numbers have 64 bits, build metadata must be well formed and counts for nothing.
 *
 * @see https://github.com/blang/semver/blob/v4.0.0/v4/semver.go
 */
@unmanaged
class Version {
  major: u64;
  minor: u64;
  patch: u64;
  /** Identifiers joined by points; empty: a release. */
  pre: usize;
  preEnd: usize;
}

const left = changetype<Version>(memory.data(offsetof<Version>(), 8));
const right = changetype<Version>(memory.data(offsetof<Version>(), 8));

/** What `compareVersions` answers when one of the two is no version. */
export const NOT_VERSIONS: i32 = 2;

/** -1, 0, 1 or `NOT_VERSIONS`. */
export function compareVersions(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  if (!read(a, aLength, left) || !read(b, bLength, right)) return NOT_VERSIONS;
  if (left.major != right.major) return left.major < right.major ? -1 : 1;
  if (left.minor != right.minor) return left.minor < right.minor ? -1 : 1;
  if (left.patch != right.patch) return left.patch < right.patch ? -1 : 1;
  if (left.pre == left.preEnd || right.pre == right.preEnd) {
    return (left.pre == left.preEnd ? 1 : 0) - (right.pre == right.preEnd ? 1 : 0);
  }
  return comparePre(left.pre, left.preEnd, right.pre, right.preEnd);
}

function comparePre(a: usize, aEnd: usize, b: usize, bEnd: usize): i32 {
  while (true) {
    const aPoint = find(a, aEnd, 0x2e);
    const bPoint = find(b, bEnd, 0x2e);
    const order = compareIdentifiers(a, <u32>(aPoint - a), b, <u32>(bPoint - b));
    if (order != 0) return order;
    if (aPoint == aEnd || bPoint == bEnd) return (bPoint == bEnd ? 1 : 0) - (aPoint == aEnd ? 1 : 0);
    a = aPoint + 1;
    b = bPoint + 1;
  }
}

function compareIdentifiers(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  const aNumeric = isNumeric(a, aLength);
  const bNumeric = isNumeric(b, bLength);
  if (aNumeric != bNumeric) return aNumeric ? -1 : 1;
  if (aNumeric) {
    const x = readUnsigned(a, aLength);
    const y = readUnsigned(b, bLength);
    return x == y ? 0 : x < y ? -1 : 1;
  }
  const order = compareText(a, aLength, b, bLength);
  return order == 0 ? 0 : order < 0 ? -1 : 1;
}

function read(text: usize, length: u32, into: Version): bool {
  const end = text + length;
  const minor = find(text, end, 0x2e) + 1;
  if (minor > end) return false;
  const patch = find(minor, end, 0x2e) + 1;
  if (patch > end || !isNumber(text, minor - 1)) return false;
  into.major = readUnsigned(text, <u32>(minor - 1 - text));
  if (overflowed || !isNumber(minor, patch - 1)) return false;
  into.minor = readUnsigned(minor, <u32>(patch - 1 - minor));
  if (overflowed) return false;

  const build = find(patch, end, 0x2b);
  const pre = find(patch, build, 0x2d);
  if (!isNumber(patch, pre)) return false;
  into.patch = readUnsigned(patch, <u32>(pre - patch));
  if (overflowed) return false;
  into.pre = min(pre + 1, build);
  into.preEnd = build;
  return (pre == build || areIdentifiers(pre + 1, build, true)) && (build == end || areIdentifiers(build + 1, end, false));
}

function find(from: usize, end: usize, c: u8): usize {
  while (from < end && load<u8>(from) != c) from++;
  return from;
}

/** One digit, or more without a leading zero. */
function isNumber(from: usize, end: usize): bool {
  const length = <u32>(end - from);
  return isNumeric(from, length) && !(length > 1 && load<u8>(from) == 0x30);
}

function isNumeric(from: usize, length: u32): bool {
  if (length == 0) return false;
  for (let i: u32 = 0; i < length; i++) {
    if (<u32>load<u8>(from + i) - 0x30 > 9) return false;
  }
  return true;
}

/** Identifiers joined by points. Of a pre-release, the numeric ones must be numbers of 64 bits without leading zeros. */
function areIdentifiers(from: usize, end: usize, pre: bool): bool {
  while (true) {
    const point = find(from, end, 0x2e);
    const length = <u32>(point - from);
    if (length == 0) return false;
    for (let at = from; at < point; at++) {
      const c: u32 = load<u8>(at);
      if (c - 0x30 > 9 && (c | 0x20) - 0x61 > 25 && c != 0x2d) return false;
    }
    if (pre && isNumeric(from, length)) {
      if (!isNumber(from, point)) return false;
      readUnsigned(from, length);
      if (overflowed) return false;
    }
    if (point == end) return true;
    from = point + 1;
  }
}
