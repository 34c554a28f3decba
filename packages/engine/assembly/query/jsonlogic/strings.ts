import { allocate } from '../../memory/arena';
import { Kind, kindOf, newString, Node } from '../../memory/node';
import { toInt } from '../../number/integer';
import { decode, width } from '../../text/utf8';
import { panic, panicked } from './panic';
import { isSpace, strictNumber, toText } from './value';

/**
 * `cat` and `substr`.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/strings.go
 */

/** The texts of a list joined, without spaces around; a list of one keeps its spaces, a string alone is itself. */
export function concatenate(args: Node | null): Node | null {
  const kind = kindOf(args);
  if (kind == Kind.STRING) return args;
  if (kind != Kind.ARRAY) return changetype<Node | null>(panic());
  if (args!.length == 0) return newString(0, 0);
  if (args!.length == 1) return toText(args!.first);
  // The list can be the context's own, so the texts are kept beside it: eight bytes each, where it is and how long.
  const texts = allocate(<usize>args!.length << 3);
  if (!texts) return changetype<Node | null>(panic());
  let length: u64 = 0;
  let entry = texts;
  for (let item = args!.first; item; item = item!.next) {
    const text = toText(item);
    if (panicked || !text) return null;
    store<u32>(entry, <u32>text.text);
    store<u32>(entry, text.length, 4);
    entry += 8;
    length += text.length;
  }
  const copy = length <= u32.MAX_VALUE ? allocate(<usize>length) : 0;
  if (!copy && length) return changetype<Node | null>(panic());
  let end = copy;
  for (let at = texts; at < entry; at += 8) {
    memory.copy(end, load<u32>(at), load<u32>(at, 4));
    end += load<u32>(at, 4);
  }
  return trimSpace(copy, end);
}

function trimSpace(start: usize, end: usize): Node {
  let from = end;
  let to = start;
  for (let at = start; at < end; ) {
    const space = isSpace(decode(at, end));
    if (!space && from == end) from = at;
    at += width;
    if (!space) to = at;
  }
  return from == end ? newString(0, 0) : newString(from, <u32>(to - from));
}

/** Counted in code points; a negative start counts from the end, a negative length is where to stop, counted from the end. */
export function substring(args: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY || args!.length < 2) return changetype<Node | null>(panic());
  const subject = args!.first!;
  const text = toText(subject);
  let from = toInt(strictNumber(subject.next));
  if (panicked || !text) return null;
  const count = <i64>runesIn(text);
  let length = count;
  if (from < 0) from += count;
  if (from < 0 || from > count) return text;
  if (args!.length == 3) {
    length = toInt(strictNumber(subject.next!.next));
    if (panicked) return null;
  }
  let to: i64;
  if (length < 0) to = count + length;
  else to = from + length;
  if (to > count) to = count;
  if (to < from) return changetype<Node | null>(panic());
  const end = text.text + text.length;
  const start = skipRunes(text.text, end, <u32>from);
  return newString(start, <u32>(skipRunes(start, end, <u32>(to - from)) - start));
}

function runesIn(text: Node): u32 {
  let count: u32 = 0;
  const end = text.text + text.length;
  for (let at = text.text; at < end; at += width) {
    decode(at, end);
    count++;
  }
  return count;
}

function skipRunes(at: usize, end: usize, count: u32): usize {
  for (; count && at < end; count--) {
    decode(at, end);
    at += width;
  }
  return at;
}
