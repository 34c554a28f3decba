import { Fault, fail } from './fault';

/**
 * Memory is handed out by arenas: a bump pointer through a chain of chunks, given back only as a whole. Chunks are kept for the next
 * round, so an arena that is reset between evaluations stops growing at its largest round.
 */
@unmanaged
class Chunk {
  next: Chunk | null;
  /** First address behind the chunk. */
  end: usize;
}

@unmanaged
export class Arena {
  first: Chunk | null;
  chunk: Chunk | null;
  top: usize;
  limit: usize;
}

const CHUNK_BYTES: usize = 1 << 16;
/** Beyond this the linear memory is not grown: a page must not be able to take the whole machine. */
const MAX_MEMORY_BYTES: usize = 1 << 29;

let arena: Arena = changetype<Arena>(memory.data(offsetof<Arena>()));
let wilderness: usize = (__heap_base + 7) & ~7;

/** Directs `allocate` to another arena; returns the one it served before. */
export function enter(next: Arena): Arena {
  const previous = arena;
  arena = next;
  return previous;
}

/** Everything allocated from the arena so far is gone. */
export function reset(target: Arena): void {
  rewind(target, target.first);
}

function rewind(target: Arena, chunk: Chunk | null): void {
  target.chunk = chunk;
  target.top = chunk ? changetype<usize>(chunk) + offsetof<Chunk>() : 0;
  target.limit = chunk ? chunk.end : 0;
}

/**
 * Bytes from the current arena, aligned to 8, not cleared. When the memory cannot grow: sets the fault and returns 0. The first bytes of
 * the linear memory belong to nobody, so that a small record (64 bytes at most) may be written there without a check; whoever fills a
 * buffer of any other size checks for 0 first.
 */
export function allocate(bytes: usize): usize {
  const start = arena.top;
  const size = (bytes + 7) & ~7;
  if (size <= arena.limit - start && size >= bytes) {
    arena.top = start + size;
    return start;
  }
  return allocateFromNextChunk(size, bytes);
}

/** As `allocate`, all bits zero. */
export function allocateClear(bytes: usize): usize {
  const start = allocate(bytes);
  if (start) memory.fill(start, 0, bytes);
  return start;
}

/** Gives back the end of the latest allocation: it now ends at `end`. */
export function trim(end: usize): void {
  arena.top = (end + 7) & ~7;
}

function allocateFromNextChunk(size: usize, bytes: usize): usize {
  if (size < bytes || size > MAX_MEMORY_BYTES) {
    fail(Fault.NO_MEMORY);
    return 0;
  }
  const current = arena.chunk;
  let next = takeKeptChunk(current, size);
  if (!next) next = takeFreshChunk(size);
  if (!next) {
    fail(Fault.NO_MEMORY);
    return 0;
  }
  if (current) {
    next.next = current.next;
    current.next = next;
  } else {
    next.next = arena.first;
    arena.first = next;
  }
  rewind(arena, next);
  const start = arena.top;
  arena.top = start + size;
  return start;
}

/** Unlinks the first chunk of an earlier round that is large enough. */
function takeKeptChunk(current: Chunk | null, size: usize): Chunk | null {
  let before = current;
  let chunk = current ? current.next : arena.first;
  while (chunk && size > chunk.end - changetype<usize>(chunk) - offsetof<Chunk>()) {
    before = chunk;
    chunk = chunk.next;
  }
  if (!chunk) return null;
  if (before) before.next = chunk.next;
  else arena.first = chunk.next;
  return chunk;
}

function takeFreshChunk(size: usize): Chunk | null {
  const start = wilderness;
  const least = max(CHUNK_BYTES, size + offsetof<Chunk>());
  // A quarter of what there is: growing is dear, because the JavaScript twin then copies its whole memory. Near the limit, what is needed.
  const end = growTo(start + max(least, (start >> 2) & ~7)) || growTo(start + least);
  if (!end) return null;
  wilderness = end;
  const chunk = changetype<Chunk>(start);
  chunk.end = end;
  return chunk;
}

/** `end`, once the linear memory reaches as far; 0 where it may not or cannot. */
function growTo(end: usize): usize {
  if (end > MAX_MEMORY_BYTES) return 0;
  const have = usize(memory.size()) << 16;
  if (end > have && memory.grow(i32((end - have + 0xffff) >> 16)) < 0) return 0;
  return end;
}
