import { Attribute, Attributes, ATTRIBUTES_BYTES } from './attribute';
import { describe } from './describe';
import { evaluate as evaluateFlag, phaseFor, validUntil } from './evaluate';
import { CompiledFlag, compileFlags } from './flag/compiled';
import { Outcomes, OUTCOMES_BYTES } from './flag/outcomes';
import { Layer, Outcome } from './flag/shape';
import { answerDocument } from './goff';
import { parseJson } from './json/parse';
import { beginText, textLength, textStart, writeByte, writeMembers, writeNode } from './json/print';
import { allocate, Arena, enter, reset } from './memory/arena';
import { clearFault, fault } from './memory/fault';
import { assign, Node } from './memory/node';

/**
 * The engine's binary interface, and nothing else. Two faces over one evaluator.
 *
 * **Memory.** Everything the engine hands out belongs to the engine and lies in one of four arenas, each given back as a whole: the
 * *configuration* (flags, from `configure` to `configure`), the *context* (attribute values, from `beginContext` to `beginContext`), the
 * *scratch* (one call: whatever `print` and `evaluate` return is gone with the next call of any function), and the *exchange* (`malloc`, until
 * as many `free` have been called). Addresses of flags, attributes and outcomes hold until `configure`. Any call may grow the memory: views are
 * made anew afterwards.
 *
 * **GOFF face**, for GO Feature Flag's official providers: `_start()`, `malloc(bytes)`, `free(address)`, `evaluate(address, bytes) → i64`, the
 * address of the answer in the upper half, its length in the lower.
 *
 * **Resident face.** Flags stay compiled inside:
 *
 * 1. `configure()` forgets all flags and attributes.
 * 2. `reserve(bytes)` makes room for a JSON array of keys and flags in turn, `compile(text, bytes)` answers the address of the first flag.
 *    There: u32 address of its attribute list · u32 reads the clock · u32 trackEvents · u32 address of the version's node · u32 origin of the
 *    metadata · u32 address of the next flag. Attribute list: u32 count · u32 · u32 address of the attributes' addresses. Where the array nests
 *    too deep or the memory ends, the chain is shorter than the array; a flag that is compiled alone always answers for itself.
 * 3. The host fills each attribute's cell, once per context. Attribute: 24 bytes of cell (u32 kind · u32 bytes · f64, i64 or u32 address) ·
 *    u32 role · u32 name · u32 bytes · u32 · 64 bytes for a text. Kinds and roles: `memory/node.ts`, `attribute.ts`. Longer texts go to
 *    `reserveContext(bytes)`; lists and objects are handed over as JSON text with `readAttribute(attribute, text, bytes)`, which answers 0, or 1
 *    when the value is too deep or too large. `beginContext()` gives back what the previous context took.
 * 4. `resolve(flag, nowMs)` answers the address of an outcome (`flag/shape.ts`), and 0 when the flag needs more attributes than before: then
 *    its list is read again. Flags that say the same may share an outcome (`flag/outcomes.ts`). `result` holds an f64: until when it stands, in
 *    Unix milliseconds.
 * 5. `print(what, address)` answers the number of bytes of a UTF-8 text whose u32 address is at `result + 8`. What: 0 a node as JSON, 1 a flag's
 *    metadata as JSON, 2 why an outcome is an error.
 */
export const abi: i32 = 2;

/** f64 valid until · u32 address of printed text. */
const resultRecord = memory.data(16, 8);
export const result: usize = resultRecord;

const configuration = changetype<Arena>(memory.data(offsetof<Arena>(), 8));
const context = changetype<Arena>(memory.data(offsetof<Arena>(), 8));
const scratch = changetype<Arena>(memory.data(offsetof<Arena>(), 8));
const exchange = changetype<Arena>(memory.data(offsetof<Arena>(), 8));
const attributes = changetype<Attributes>(memory.data(ATTRIBUTES_BYTES, 8));
const outcomes = changetype<Outcomes>(memory.data(OUTCOMES_BYTES, 8));

/** Blocks of the exchange that have not been given back. */
let lent: u32 = 0;

export function _start(): void {}

export function malloc(bytes: usize): usize {
  enter(exchange);
  clearFault();
  const block = allocate(bytes + 1);
  if (block) lent++;
  return block;
}

export function free(address: usize): void {
  if (address == 0 || lent == 0) return;
  if (--lent == 0) reset(exchange);
}

export function evaluate(address: usize, bytes: u32): u64 {
  beginScratch();
  answerDocument(address, bytes, scratch);
  return (<u64>textStart() << 32) | textLength();
}

function beginScratch(): void {
  reset(scratch);
  enter(scratch);
  clearFault();
}

export function configure(): void {
  reset(configuration);
  reset(context);
  memory.fill(changetype<usize>(attributes), 0, ATTRIBUTES_BYTES);
  memory.fill(changetype<usize>(outcomes), 0, OUTCOMES_BYTES);
}

export function reserve(bytes: usize): usize {
  enter(configuration);
  clearFault();
  return allocate(bytes);
}

export function compile(text: usize, bytes: u32): usize {
  enter(configuration);
  clearFault();
  return changetype<usize>(compileFlags(parseJson(text, bytes, 0), attributes, outcomes));
}

export function beginContext(): void {
  reset(context);
}

export function reserveContext(bytes: usize): usize {
  enter(context);
  clearFault();
  return allocate(bytes);
}

export function readAttribute(attribute: Attribute, text: usize, bytes: u32): u32 {
  enter(context);
  clearFault();
  const value = parseJson(text, bytes, 2);
  assign(attribute.node, value);
  return !value || fault ? 1 : 0;
}

export function resolve(flag: CompiledFlag, nowMs: f64): usize {
  store<f64>(result, Infinity);
  const broken = flag.broken;
  if (broken) return changetype<usize>(broken);
  enter(configuration);
  clearFault();
  const known = flag.attributes.count;
  const phase = phaseFor(flag, nowMs);
  if (flag.attributes.count != known) return 0;
  reset(scratch);
  enter(scratch);
  const outcome = evaluateFlag(flag, phase, configuration);
  store<f64>(result, validUntil);
  return changetype<usize>(outcome);
}

export function print(what: u32, address: usize): u32 {
  beginScratch();
  beginText();
  if (what == 0) {
    writeNode(changetype<Node>(address));
  } else if (what == 1) {
    writeByte(0x7b);
    let more = false;
    for (let layer: Layer | null = changetype<CompiledFlag>(address).flag.metadata; layer; layer = layer!.next) {
      more = writeMembers(layer.object, more);
    }
    writeByte(0x7d);
  } else {
    describe(changetype<Outcome>(address));
  }
  store<usize>(result, textStart(), 8);
  return textLength();
}
